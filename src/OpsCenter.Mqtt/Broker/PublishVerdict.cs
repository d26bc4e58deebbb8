using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Mqtt.Broker;

/// <summary>The host's answer to a message. The default value accepts and routes.</summary>
public readonly record struct PublishVerdict
{
    private PublishVerdict(PublishAnswer answer, ReasonCode reason, bool isRouted) => (Answer, Reason, IsUnrouted) = (answer, reason, !isRouted);

    /// <summary>Accepted now.</summary>
    /// <param name="route">True: to the subscribers too, and kept where retained. Default true.</param>
    public static PublishVerdict Accept(bool route = true) => new(PublishAnswer.Accepted, ReasonCode.Success, route);

    /// <summary>Acknowledged with a reason and not routed: 5.0 reads it in PUBACK or PUBREC, 3.1.1 gets a plain one, QoS 0 nothing.</summary>
    public static PublishVerdict Acknowledge(ReasonCode reason) => new(PublishAnswer.Accepted, reason, false);

    /// <summary>Refused: 5.0 reads the reason in PUBACK or PUBREC, for QoS 0 in a DISCONNECT; 3.1.1 is closed. 0x80 or above.</summary>
    public static PublishVerdict Refuse(ReasonCode reason) => new(PublishAnswer.Refused, reason, false);

    /// <summary>Answered later by <see cref="PublishReceipt.Complete"/> or <see cref="PublishReceipt.Refuse"/>. Until then it counts against the Receive Maximum.</summary>
    /// <param name="route">True: to the subscribers too, once accepted; the broker then keeps a copy.</param>
    public static PublishVerdict Defer(bool route) => new(PublishAnswer.Deferred, ReasonCode.Success, route);

    internal PublishAnswer Answer { get; }

    internal ReasonCode Reason { get; }

    internal bool IsUnrouted { get; }
}

/// <summary>The three answers to a message.</summary>
internal enum PublishAnswer : byte
{
    Accepted,
    Refused,
    Deferred,
}
