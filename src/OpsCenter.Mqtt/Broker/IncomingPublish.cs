using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>A message from a client, or its will. Valid during the call only, but for <see cref="Receipt"/>, <see cref="Topic"/> and <see cref="Session"/>.</summary>
public readonly ref struct IncomingPublish
{
    /// <summary>Who published it. For a will that is due after the connection's end, the handle that has ended.</summary>
    public MqttSession Session { get; internal init; }

    /// <summary>The topic name; the same string object as long as a session repeats its topic.</summary>
    public string Topic { get; internal init; }

    /// <summary>The payload, where it lies in the receive buffer.</summary>
    public ReadOnlySpan<byte> Payload { get; internal init; }

    /// <summary>5.0 only.</summary>
    public MqttProperties Properties { get; internal init; }

    /// <summary>To be completed later, where the verdict is <see cref="PublishVerdict.Defer"/>. May be kept, and used from any thread.</summary>
    public PublishReceipt Receipt { get; internal init; }

    /// <summary>As published.</summary>
    public QoS QoS { get; internal init; }

    /// <summary>As published.</summary>
    public bool Retain { get; internal init; }

    /// <summary>As published. A repeated QoS 2 message is not handed over again while its identifier is unreleased.</summary>
    public bool Dup { get; internal init; }

    /// <summary>True: the will, because the connection ended without a DISCONNECT.</summary>
    public bool IsWill { get; internal init; }
}
