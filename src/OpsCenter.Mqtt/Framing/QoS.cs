namespace OpsCenter.Mqtt.Framing;

/// <summary>How surely a message arrives (§4.3). The default value is at most once.</summary>
public enum QoS : byte
{
    /// <summary>0: promised nothing.</summary>
    AtMostOnce = 0,

    /// <summary>1: acknowledged, may come twice.</summary>
    AtLeastOnce = 1,

    /// <summary>2: acknowledged in two steps, comes once.</summary>
    ExactlyOnce = 2,
}
