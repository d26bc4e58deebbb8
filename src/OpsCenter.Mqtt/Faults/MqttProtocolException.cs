namespace OpsCenter.Mqtt.Faults;

/// <summary>The peer broke the protocol. It ends exactly one connection; it is never a bug of ours and never a refusal.</summary>
/// <param name="reason">What DISCONNECT or CONNACK of 5.0 says.</param>
/// <param name="clause">The normative statement that was broken, e.g. <c>MQTT-3.3.1-4</c>, or a section where the standard numbers none.</param>
/// <param name="text">A sentence for the log; it never holds payload bytes.</param>
public sealed class MqttProtocolException(ReasonCode reason, string clause, string text) : Exception($"{text} [{clause}]")
{
    /// <summary>0x80 or above.</summary>
    public ReasonCode Reason => reason;

    /// <summary>The normative statement broken, without brackets.</summary>
    public string Clause => clause;

    /// <summary>True: the connection closes without an answer, because the peer has not proved to speak a version that knows one.</summary>
    internal bool IsSilent { get; private init; }

    internal MqttProtocolException Silenced() => new(reason, clause, text) { IsSilent = true };
}
