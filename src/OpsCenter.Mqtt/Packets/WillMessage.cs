using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>What the server publishes when a connection ends without a DISCONNECT (§3.1.2.5).</summary>
/// <param name="Topic">A topic name without wildcards.</param>
/// <param name="Payload">At most 65,535 bytes.</param>
/// <param name="QoS">How surely it is published; default at most once.</param>
/// <param name="Retain">True: it is kept as the topic's retained message.</param>
public sealed record WillMessage(string Topic, ReadOnlyMemory<byte> Payload, QoS QoS = QoS.AtMostOnce, bool Retain = false)
{
    /// <summary>5.0 only: those of a message, and the will delay interval. Default none.</summary>
    public MqttProperties Properties { get; init; } = MqttProperties.None;
}
