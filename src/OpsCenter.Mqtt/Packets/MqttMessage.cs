using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>A message as an application sees it: without packet identifier, alias or connection.</summary>
/// <param name="Topic">A topic name: not empty, no wildcard, at most 65,535 bytes in UTF-8.</param>
/// <param name="Payload">Any bytes; not copied, so leave them alone until the message is delivered.</param>
/// <param name="QoS">How surely it arrives.</param>
/// <param name="Retain">To a broker: keep it as the topic's retained message, an empty payload clears it. From a broker: it was kept.</param>
public sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, QoS QoS = QoS.AtMostOnce, bool Retain = false)
{
    /// <summary>5.0 only: format, expiry, content type, response topic, correlation, user properties. Default none.</summary>
    public MqttProperties Properties { get; init; } = MqttProperties.None;
}
