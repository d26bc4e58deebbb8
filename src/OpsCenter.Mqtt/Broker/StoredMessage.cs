using System.Text;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>A message in the broker: one object, shared by all who get it.</summary>
internal sealed class StoredMessage(MqttMessage message, string? publisher, long acceptedAt, TimeProvider time)
{
    private readonly long? _expiresAfter = message.Properties.Number(PropertyId.MessageExpiryInterval) is { } seconds ? seconds : null;

    internal MqttMessage Message => message;

    internal byte[] TopicUtf8 { get; } = Encoding.UTF8.GetBytes(message.Topic);

    /// <summary>The publishing client's id, for no-local; null: the host.</summary>
    internal string? Publisher => publisher;

    internal QoS QoS => message.QoS;

    /// <summary>The seconds left of its expiry interval, rounded down but not below 1 (MQTT-3.3.2-6); null: none was set; 0: it has expired (MQTT-3.3.2-5).</summary>
    internal uint? SecondsLeft()
    {
        if (_expiresAfter is not { } interval) return null;
        var waited = time.GetElapsedTime(acceptedAt);
        if (waited.TotalSeconds >= interval) return 0;
        return (uint)Math.Max(1, interval - (long)waited.TotalSeconds);
    }

    internal bool IsExpired => SecondsLeft() == 0;

    /// <summary>What a server forwards of a message's properties unchanged (MQTT-3.3.2-4, -15, -16, -17, -18, -20); alias and identifiers are each hop's own.</summary>
    internal static MqttProperties Forwarded(MqttProperties properties) =>
        properties.Count == 0 ? properties : properties.Where(property => property.Id is not (PropertyId.TopicAlias or PropertyId.SubscriptionIdentifier
            or PropertyId.WillDelayInterval));
}
