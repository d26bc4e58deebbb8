using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Mqtt.Client;

/// <summary>The server answered CONNECT with a refusal.</summary>
/// <param name="reason">0x80 or above; what 3.1.1 said by its return code is put in the same words.</param>
public sealed class MqttConnectRefusedException(ReasonCode reason) : Exception($"The server refused the connection: {reason}.")
{
    /// <summary>Why.</summary>
    public ReasonCode Reason => reason;
}

/// <summary>The connection went before the server had answered. Whether it took the message is not known.</summary>
/// <param name="text">A sentence for the log.</param>
/// <param name="cause">What the transport or the protocol said; null: nothing.</param>
public sealed class MqttConnectionLostException(string text, Exception? cause) : Exception(text, cause);

/// <summary>How a client's connection ended.</summary>
/// <param name="Reason">What DISCONNECT said, either way; success: normally; <see cref="ReasonCode.UnspecifiedError"/>: the network went away.</param>
/// <param name="ByServer">True: the server sent DISCONNECT or closed.</param>
/// <param name="Cause">What the transport, the protocol or the message handler threw; null: nothing.</param>
public sealed record MqttClientEnd(ReasonCode Reason, bool ByServer, Exception? Cause);
