using System.Runtime.InteropServices;

namespace OpsCenter.Grains.Runtime;

/// <summary>The resident grains of one kind. What a batch touched can be forgotten again when its commit fails (house rule H3).</summary>
internal sealed class GrainTable<TKey, TState> : IGrainTable
    where TKey : notnull
    where TState : class
{
    private readonly Dictionary<TKey, TState> _states = [];
    private readonly Stack<(TKey Key, TState? Before)> _touched = new();

    internal IReadOnlyDictionary<TKey, TState> All => _states;

    internal TState? Find(TKey key) => _states.GetValueOrDefault(key);

    /// <summary>Remembers a new state; null forgets the grain.</summary>
    internal void Set(TKey key, TState? state)
    {
        if (state is null)
        {
            if (_states.Remove(key, out var gone)) _touched.Push((key, gone));
            return;
        }
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_states, key, out bool existed);
        _touched.Push((key, existed ? slot : null));
        slot = state;
    }

    /// <summary>The states as they are now: references only, for a snapshot.</summary>
    internal KeyValuePair<TKey, TState>[] Copy() => [.. _states];

    /// <summary>Takes over a state that a snapshot kept.</summary>
    internal void Load(TKey key, TState state) => _states.Add(key, state);

    public void Keep() => _touched.Clear();

    public void Forget()
    {
        while (_touched.TryPop(out var touch))
            if (touch.Before is null) _states.Remove(touch.Key);
            else _states[touch.Key] = touch.Before;
    }
}

/// <summary>What the shard does to every table once it knows how a commit ended.</summary>
internal interface IGrainTable
{
    /// <summary>The commit is durable: what was touched stays.</summary>
    void Keep();

    /// <summary>The commit failed: every touched grain is as it was before the batch.</summary>
    void Forget();
}
