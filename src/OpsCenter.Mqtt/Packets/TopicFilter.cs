using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>The rules of topic filters (§4.7.1, §4.8.2).</summary>
internal static class TopicFilter
{
    private const string SharePrefix = "$share/";

    internal static string Decode(ReadOnlySpan<byte> utf8)
    {
        var filter = WireText.Decode(utf8);
        return WhyNot(filter) is { } fault ? throw fault : filter;
    }

    /// <summary>Null, or the fault in a filter.</summary>
    internal static MqttProtocolException? WhyNot(ReadOnlySpan<char> filter)
    {
        if (filter.IsEmpty) return Fault.Malformed("MQTT-4.7.3-1", "A topic filter is empty.");
        for (var i = 0; i < filter.Length; i++)
        {
            if (filter[i] == '#' && (i != filter.Length - 1 || (i > 0 && filter[i - 1] != '/')))
                return Fault.Malformed("MQTT-4.7.1-1", "A # does not stand alone in the last level."); // 3.1.1: MQTT-4.7.1-2
            if (filter[i] == '+' && ((i > 0 && filter[i - 1] != '/') || (i < filter.Length - 1 && filter[i + 1] != '/')))
                return Fault.Malformed("MQTT-4.7.1-2", "A + does not stand alone in its level."); // 3.1.1: MQTT-4.7.1-3
        }
        return null;
    }

    /// <summary>Splits <c>$share/name/filter</c>; the name is empty where it is no shared subscription.</summary>
    internal static (string Share, string Filter) Split(string filter)
    {
        if (!filter.StartsWith(SharePrefix, StringComparison.Ordinal)) return ("", filter);
        var end = filter.IndexOf('/', SharePrefix.Length);
        if (end < 0 || end == filter.Length - 1) throw Fault.Protocol("MQTT-4.8.2-2", "A shared subscription names no topic filter.");
        var share = filter[SharePrefix.Length..end];
        if (share.Length == 0) throw Fault.Protocol("MQTT-4.8.2-1", "A share name is empty.");
        if (share.AsSpan().ContainsAny('+', '#')) throw Fault.Protocol("MQTT-4.8.2-2", "A share name holds a wildcard.");
        return (share, filter[(end + 1)..]);
    }

    /// <summary>True where the topic name matches the filter (§4.7). Topics that begin with $ match no filter that begins with a wildcard (MQTT-4.7.2-1).</summary>
    internal static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic)
    {
        if (topic.StartsWith('$') && !filter.StartsWith('$')) return false;
        while (true)
        {
            if (filter is "#") return true;
            var filterEnd = filter.IndexOf('/');
            var topicEnd = topic.IndexOf('/');
            var level = filterEnd < 0 ? filter : filter[..filterEnd];
            if (level is not "+" && !level.SequenceEqual(topicEnd < 0 ? topic : topic[..topicEnd])) return false;
            if (filterEnd < 0 || topicEnd < 0) return filterEnd < 0 ? topicEnd < 0 : filter[(filterEnd + 1)..] is "#" && topicEnd < 0;
            filter = filter[(filterEnd + 1)..];
            topic = topic[(topicEnd + 1)..];
        }
    }
}
