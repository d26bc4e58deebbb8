using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Mqtt.Broker;

/// <summary>How a connection ended.</summary>
/// <param name="Reason">Success: the client said DISCONNECT. <see cref="ReasonCode.UnspecifiedError"/>: the network went away. Else what the broker told or would tell the client.</param>
/// <param name="ByClient">True: the client sent DISCONNECT, or just left; false: the broker ended it.</param>
public readonly record struct SessionEnd(ReasonCode Reason, bool ByClient);
