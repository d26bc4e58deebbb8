using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Broker;

/// <summary>The host's answer to a topic filter. The default value grants QoS 0.</summary>
public readonly record struct SubscribeVerdict
{
    private SubscribeVerdict(ReasonCode reason) => Reason = reason;

    /// <summary>The QoS granted, or a failure.</summary>
    public ReasonCode Reason { get; }

    /// <summary>Granted, up to this QoS; never above what was asked for.</summary>
    public static SubscribeVerdict Grant(QoS upTo = QoS.ExactlyOnce) => new((ReasonCode)upTo);

    /// <summary>Refused; 0x80 or above. 3.1.1 reads 0x80.</summary>
    public static SubscribeVerdict Refuse(ReasonCode reason) => new(reason.IsFailure() ? reason : ReasonCode.UnspecifiedError);
}
