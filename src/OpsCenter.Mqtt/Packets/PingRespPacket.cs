using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>The server is alive too (§3.13).</summary>
public sealed record PingRespPacket : MqttPacket
{
    /// <summary>The only one there is.</summary>
    public static PingRespPacket Instance { get; } = new();

    /// <inheritdoc/>
    public override PacketType Type => PacketType.PingResp;

    /// <inheritdoc/>
    public override string ToString() => "PINGRESP";

    internal static PingRespPacket Read(ref WireReader reader)
    {
        if (!reader.IsAtEnd) throw Fault.LeftOver(reader.Remaining).Silenced();
        return Instance;
    }

    private protected override void WriteBody(ref WireWriter writer, ProtocolVersion version)
    {
    }
}
