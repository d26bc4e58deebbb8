namespace OpsCenter.Mqtt.Packets;

/// <summary>Whether a SUBSCRIBE brings the retained messages (§3.8.3.1).</summary>
public enum RetainHandling : byte
{
    /// <summary>At every SUBSCRIBE; the only way of 3.1.1.</summary>
    Always = 0,

    /// <summary>Only where the subscription is new.</summary>
    IfNew = 1,

    /// <summary>Not at all.</summary>
    Never = 2,
}
