using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>One session's wish for one topic filter, as granted.</summary>
/// <param name="Session">Who gets the messages.</param>
/// <param name="Wanted">The filter as subscribed, with <c>$share/name/</c>, and its options.</param>
/// <param name="Filter">The filter without it.</param>
/// <param name="Share">The share name; empty: none.</param>
/// <param name="Granted">The highest QoS.</param>
/// <param name="Identifier">5.0: sent with each message; 0: none.</param>
internal sealed record Subscription(SessionState Session, TopicSubscription Wanted, string Filter, string Share, QoS Granted, uint Identifier);

/// <summary>All who want one filter. Immutable; changed by replacing it.</summary>
internal sealed class Subscribers(Subscription[] plain, SharedGroup[] shared)
{
    internal static Subscribers None { get; } = new([], []);

    internal bool IsEmpty => plain.Length == 0 && shared.Length == 0;

    /// <summary>The same with this one, in the place of its session's earlier one.</summary>
    internal Subscribers With(Subscription added)
    {
        if (added.Share.Length == 0) return new([.. plain.Where(one => one.Session != added.Session), added], shared);
        var members = shared.FirstOrDefault(group => group.Name == added.Share)?.Members ?? [];
        return new(plain, [.. shared.Where(group => group.Name != added.Share),
            new SharedGroup(added.Share, [.. members.Where(one => one.Session != added.Session), added])]);
    }

    internal Subscribers Without(Subscription removed) => removed.Share.Length == 0
        ? new([.. plain.Where(one => one.Session != removed.Session)], shared)
        : new(plain, [.. shared
            .Select(group => group.Name != removed.Share ? group : new SharedGroup(group.Name, [.. group.Members.Where(one => one.Session != removed.Session)]))
            .Where(group => group.Members.Length > 0)]);

    internal void AddTo(List<Subscription> matches)
    {
        matches.AddRange(plain);
        foreach (var group in shared) matches.Add(group.Next());
    }
}

/// <summary>The sessions that share the messages of one filter under one name (§4.8.2): each message goes to one, in turn, to a connected one where there is any.</summary>
internal sealed class SharedGroup(string name, Subscription[] members)
{
    private uint _turn;

    internal string Name => name;

    internal Subscription[] Members => members;

    internal Subscription Next()
    {
        var start = Interlocked.Increment(ref _turn);
        for (var i = 0u; i < members.Length; i++)
        {
            var member = members[(int)(unchecked(start + i) % (uint)members.Length)];
            if (member.Session.IsConnected) return member;
        }
        return members[(int)(start % (uint)members.Length)];
    }
}
