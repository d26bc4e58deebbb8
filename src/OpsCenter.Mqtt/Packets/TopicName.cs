using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>The rules of topic names (§4.7).</summary>
internal static class TopicName
{
    /// <summary>Reads the topic of a message.</summary>
    internal static string Decode(ReadOnlySpan<byte> utf8, string clause)
    {
        WireText.Check(utf8);
        if (utf8.IsEmpty) throw Fault.Malformed("MQTT-4.7.3-1", "A topic name is empty.");
        if (utf8.ContainsAny((byte)'+', (byte)'#')) throw Fault.Malformed(clause, "A topic name holds a wildcard.");
        return System.Text.Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Null, or what is wrong with a topic that our own side wants to publish to.</summary>
    internal static string? WhyNot(string topic) =>
        topic.Length == 0 ? "A topic name is empty."
        : topic.AsSpan().ContainsAny('+', '#', '\0') ? "A topic name holds a wildcard or U+0000."
        : System.Text.Encoding.UTF8.GetByteCount(topic) > WireText.LongestBytes ? "A topic name is longer than 65,535 bytes."
        : null;
}
