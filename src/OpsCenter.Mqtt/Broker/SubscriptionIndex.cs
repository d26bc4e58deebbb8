using System.Collections.Concurrent;

namespace OpsCenter.Mqtt.Broker;

/// <summary>Who wants a topic. Filters without wildcards are looked up whole; those with wildcards stand in a tree of levels (§4.7).</summary>
/// <remarks>Reading takes no lock: changed parts are replaced, never altered. Changing takes one, for all sessions, at SUBSCRIBE and UNSUBSCRIBE only.</remarks>
internal sealed class SubscriptionIndex
{
    private readonly ConcurrentDictionary<string, Subscribers> _exact = new(StringComparer.Ordinal);
    private readonly Lock _changing = new();
    private Level _root = Level.Empty;

    internal void Add(Subscription subscription) => Change(subscription.Filter, subscribers => subscribers.With(subscription));

    internal void Remove(Subscription subscription) => Change(subscription.Filter, subscribers => subscribers.Without(subscription));

    /// <summary>Appends every match; a session with several appears several times.</summary>
    internal void Match(string topic, List<Subscription> matches)
    {
        if (_exact.TryGetValue(topic, out var exact)) exact.AddTo(matches);
        var root = Volatile.Read(ref _root);
        if (root != Level.Empty) root.Match(topic, isFirst: true, matches);
    }

    private void Change(string filter, Func<Subscribers, Subscribers> change)
    {
        lock (_changing)
        {
            if (filter.AsSpan().ContainsAny('+', '#'))
            {
                Volatile.Write(ref _root, _root.Changed(filter, change) ?? Level.Empty);
                return;
            }
            var changed = change(_exact.GetValueOrDefault(filter, Subscribers.None));
            if (changed.IsEmpty) _exact.TryRemove(filter, out _);
            else _exact[filter] = changed;
        }
    }

    /// <summary>One level of the tree. Immutable.</summary>
    private sealed class Level(Dictionary<string, Level> children, Subscribers here, Subscribers below)
    {
        internal static readonly Level Empty = new([], Subscribers.None, Subscribers.None);

        private readonly Dictionary<string, Level>.AlternateLookup<ReadOnlySpan<char>> _children = children.GetAlternateLookup<ReadOnlySpan<char>>();

        /// <summary>This level with the change made under it; null where nothing is left.</summary>
        internal Level? Changed(string filter, Func<Subscribers, Subscribers> change)
        {
            var end = filter.IndexOf('/');
            var name = end < 0 ? filter : filter[..end];
            if (name == "#") return Or(children, here, change(below));
            var child = children.GetValueOrDefault(name, Empty);
            var changed = end < 0 ? Or(child.Children, change(child.Here), child.Below) : child.Changed(filter[(end + 1)..], change);
            var copy = new Dictionary<string, Level>(children, StringComparer.Ordinal);
            if (changed is null) copy.Remove(name);
            else copy[name] = changed;
            return Or(copy, here, below);
        }

        internal void Match(ReadOnlySpan<char> rest, bool isFirst, List<Subscription> matches)
        {
            var wildcardsMatch = !isFirst || !rest.StartsWith('$'); // MQTT-4.7.2-1
            if (wildcardsMatch) below.AddTo(matches);
            var end = rest.IndexOf('/');
            var name = end < 0 ? rest : rest[..end];
            if (_children.TryGetValue(name, out var named)) named.Enter(rest, end, matches);
            if (wildcardsMatch && _children.TryGetValue("+", out var any)) any.Enter(rest, end, matches);
        }

        private Dictionary<string, Level> Children => children;

        private Subscribers Here => here;

        private Subscribers Below => below;

        private void Enter(ReadOnlySpan<char> rest, int end, List<Subscription> matches)
        {
            if (end >= 0)
            {
                Match(rest[(end + 1)..], isFirst: false, matches);
                return;
            }
            here.AddTo(matches);
            below.AddTo(matches); // "a/#" matches "a" too (§4.7.1.2)
        }

        private static Level? Or(Dictionary<string, Level> children, Subscribers here, Subscribers below) =>
            children.Count == 0 && here.IsEmpty && below.IsEmpty ? null : new Level(children, here, below);
    }
}
