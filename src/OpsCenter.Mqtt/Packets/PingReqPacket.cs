using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>The client is alive (§3.12).</summary>
public sealed record PingReqPacket : MqttPacket
{
    /// <summary>The only one there is.</summary>
    public static PingReqPacket Instance { get; } = new();

    /// <inheritdoc/>
    public override PacketType Type => PacketType.PingReq;

    /// <inheritdoc/>
    public override string ToString() => "PINGREQ";

    internal static PingReqPacket Read(ref WireReader reader)
    {
        if (!reader.IsAtEnd) throw Fault.LeftOver(reader.Remaining).Silenced();
        return Instance;
    }

    private protected override void WriteBody(ref WireWriter writer, ProtocolVersion version)
    {
    }
}
