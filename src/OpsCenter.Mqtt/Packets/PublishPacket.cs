using System.Text;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>A message on its way (§3.3).</summary>
/// <param name="Topic">The topic name; empty where a topic alias stands for it (5.0).</param>
/// <param name="Payload">Any bytes.</param>
/// <param name="QoS">How surely it arrives.</param>
/// <param name="PacketId">1 to 65,535; 0 for QoS 0.</param>
public sealed record PublishPacket(string Topic, ReadOnlyMemory<byte> Payload, QoS QoS, ushort PacketId) : MqttPacket
{
    /// <summary>To the server: keep it. From the server: it was kept. Default false.</summary>
    public bool Retain { get; init; }

    /// <summary>It may have been sent before. Default false; never true with QoS 0.</summary>
    public bool Dup { get; init; }

    /// <summary>5.0 only; default none.</summary>
    public MqttProperties Properties { get; init; } = MqttProperties.None;

    /// <inheritdoc/>
    public override PacketType Type => PacketType.Publish;

    /// <inheritdoc/>
    public override string ToString() =>
        $"PUBLISH QoS {(int)QoS} {Topic}{(QoS == QoS.AtMostOnce ? "" : $" #{PacketId}")} '{Encoding.UTF8.GetString(Payload.Span)}'"
        + $"{(Retain ? " retain" : "")}{(Dup ? " dup" : "")}{Properties}";

    internal static PublishPacket Read(in PublishView view)
    {
        var aliased = view.Topic.IsEmpty && view.Properties.Number(PropertyId.TopicAlias) is not null;
        var topic = aliased ? "" : TopicName.Decode(view.Topic, "MQTT-3.3.2-2");
        return new PublishPacket(topic, view.Payload.ToArray(), view.QoS, view.PacketId)
        {
            Retain = view.Retain,
            Dup = view.Dup,
            Properties = view.Properties,
        };
    }

    private protected override int Flags => (Dup ? 8 : 0) | ((int)QoS << 1) | (Retain ? 1 : 0);

    private protected override void WriteBody(ref WireWriter writer, ProtocolVersion version)
    {
        writer.Text(Topic);
        if (QoS != QoS.AtMostOnce) writer.UInt16(PacketId);
        if (version == ProtocolVersion.V5) Properties.Write(ref writer);
        writer.Bytes(Payload.Span);
    }
}
