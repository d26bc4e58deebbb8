namespace OpsCenter.Mqtt.Framing;

/// <summary>The upper four bits of a packet's first byte (§2.1.2).</summary>
public enum PacketType : byte
{
    /// <summary>Forbidden.</summary>
    Reserved = 0,

    /// <summary>Client to server: a session begins.</summary>
    Connect = 1,

    /// <summary>Server to client: the answer to it.</summary>
    ConnAck = 2,

    /// <summary>Either way: a message.</summary>
    Publish = 3,

    /// <summary>QoS 1: the message is taken.</summary>
    PubAck = 4,

    /// <summary>QoS 2, first answer.</summary>
    PubRec = 5,

    /// <summary>QoS 2, release.</summary>
    PubRel = 6,

    /// <summary>QoS 2, last answer.</summary>
    PubComp = 7,

    /// <summary>Client to server: topic filters wanted.</summary>
    Subscribe = 8,

    /// <summary>The answer to it.</summary>
    SubAck = 9,

    /// <summary>Client to server: topic filters no longer wanted.</summary>
    Unsubscribe = 10,

    /// <summary>The answer to it.</summary>
    UnsubAck = 11,

    /// <summary>Client to server: alive.</summary>
    PingReq = 12,

    /// <summary>The answer to it.</summary>
    PingResp = 13,

    /// <summary>A connection ends on purpose; 3.1.1: from the client only.</summary>
    Disconnect = 14,

    /// <summary>5.0 only: a step of enhanced authentication.</summary>
    Auth = 15,
}
