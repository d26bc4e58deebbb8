using System.Collections.Concurrent;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>The last retained message of each topic (§3.3.1.3). At most <paramref name="limit"/>; beyond, a new topic is not kept.</summary>
internal sealed class RetainedMessages(int limit)
{
    private readonly ConcurrentDictionary<string, StoredMessage> _byTopic = new(StringComparer.Ordinal);
    private int _count;

    internal int Count => Volatile.Read(ref _count);

    /// <summary>Keeps the message, or clears its topic where the payload is empty (MQTT-3.3.1-6). False: there is no room.</summary>
    internal bool Put(StoredMessage stored)
    {
        var topic = stored.Message.Topic;
        if (stored.Message.Payload.IsEmpty)
        {
            if (_byTopic.TryRemove(topic, out _)) Interlocked.Decrement(ref _count);
            return true;
        }
        while (true)
        {
            if (_byTopic.TryGetValue(topic, out var before))
            {
                if (_byTopic.TryUpdate(topic, stored, before)) return true;
                continue;
            }
            if (Interlocked.Increment(ref _count) > limit)
            {
                Interlocked.Decrement(ref _count);
                return false;
            }
            if (_byTopic.TryAdd(topic, stored)) return true;
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Those that a filter matches and that have not expired.</summary>
    internal List<StoredMessage> Matching(string filter)
    {
        var matches = new List<StoredMessage>();
        if (!filter.AsSpan().ContainsAny('+', '#'))
        {
            if (_byTopic.TryGetValue(filter, out var one) && !one.IsExpired) matches.Add(one);
            return matches;
        }
        foreach (var (topic, stored) in _byTopic)
            if (TopicFilter.Matches(filter, topic) && !stored.IsExpired) matches.Add(stored);
        return matches;
    }

    /// <summary>Forgets what has expired.</summary>
    internal void Sweep()
    {
        foreach (var (topic, stored) in _byTopic)
            if (stored.IsExpired && _byTopic.TryRemove(KeyValuePair.Create(topic, stored))) Interlocked.Decrement(ref _count);
    }
}
