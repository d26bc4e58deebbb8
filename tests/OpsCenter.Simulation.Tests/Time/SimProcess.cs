using System.Diagnostics;

namespace OpsCenter.Simulation.Tests.Time;

/// <summary>The process ended where it was; thrown through whatever code was running in it.</summary>
internal sealed class ProcessKilledException : Exception;

/// <summary>
/// One process on the one thread: all its asynchronous work is posted here and done before anything else happens. Once it is killed nothing
/// of it runs any more: its posts, its timers and its connections are dead.
/// </summary>
internal sealed class SimProcess : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Work, object? State)> _posted = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;

    internal bool IsAlive { get; private set; } = true;

    /// <summary>Called when all that could be done without time passing is done.</summary>
    internal Action? Settled { get; init; }

    /// <summary>Called when the process died, once.</summary>
    internal Action? Died { get; init; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread) throw new UnreachableException("Work left the one thread: the run can no longer be replayed.");
        if (IsAlive) _posted.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing of ours sends.");

    /// <summary>Runs something in this process, and all that follows from it without time passing.</summary>
    internal void Run(Action action)
    {
        if (!IsAlive) return;
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
            while (_posted.TryDequeue(out var next) && IsAlive) next.Work(next.State);
            if (IsAlive) Settled?.Invoke();
        }
        catch (ProcessKilledException) when (!IsAlive)
        {
            // It has died there; who must know it was told by Kill.
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>The process ends, wherever it is.</summary>
    internal void Kill()
    {
        if (!IsAlive) return;
        IsAlive = false;
        _posted.Clear();
        Died?.Invoke();
    }

    /// <summary>As <see cref="Kill"/>, from within.</summary>
    internal void Die()
    {
        Kill();
        throw new ProcessKilledException();
    }
}
