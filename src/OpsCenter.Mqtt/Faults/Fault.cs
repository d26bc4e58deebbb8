namespace OpsCenter.Mqtt.Faults;

/// <summary>The faults by what DISCONNECT calls them; the clause stands at the place that found it.</summary>
internal static class Fault
{
    internal static MqttProtocolException Malformed(string clause, string text) => new(ReasonCode.MalformedPacket, clause, text);

    internal static MqttProtocolException Protocol(string clause, string text) => new(ReasonCode.ProtocolError, clause, text);

    internal static MqttProtocolException TooLarge(long bytes, int maxBytes) =>
        new(ReasonCode.PacketTooLarge, "MQTT-3.1.2-24", $"A packet of {bytes} bytes is above the limit of {maxBytes}.");

    internal static MqttProtocolException Truncated(long bytes) =>
        Malformed("§2.1", $"The stream ended {bytes} bytes into a packet.");

    internal static MqttProtocolException RunsOver() =>
        Malformed("§2.1", "A field runs over the end of its packet.");

    internal static MqttProtocolException LeftOver(int bytes) =>
        Malformed("§2.1", $"{bytes} bytes are left over behind the last field of a packet.");
}
