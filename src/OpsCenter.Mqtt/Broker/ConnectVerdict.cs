using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Mqtt.Broker;

/// <summary>The host's answer to a CONNECT.</summary>
public readonly record struct ConnectVerdict
{
    private ConnectVerdict(ReasonCode reason, object? state) => (Reason, State) = (reason, state);

    /// <summary>Success, or what CONNACK says; 3.1.1 gets <see cref="ReasonCodes.ToConnectReturnCode"/> of it.</summary>
    public ReasonCode Reason { get; }

    /// <summary>Becomes <see cref="MqttSession.State"/>.</summary>
    public object? State { get; }

    /// <summary>Come in.</summary>
    public static ConnectVerdict Accept(object? state = null) => new(ReasonCode.Success, state);

    /// <summary>Stay out; 0x80 or above.</summary>
    public static ConnectVerdict Refuse(ReasonCode reason) => new(reason.IsFailure() ? reason : ReasonCode.NotAuthorized, null);
}
