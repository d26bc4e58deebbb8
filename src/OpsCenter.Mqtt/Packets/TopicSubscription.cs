using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>One topic filter wanted, with its options (§3.8.3.1). Only the QoS exists in 3.1.1.</summary>
/// <param name="Filter">A topic filter; may hold wildcards, and in 5.0 <c>$share/{name}/</c> before it.</param>
/// <param name="QoS">The highest QoS wanted; default 0.</param>
public readonly record struct TopicSubscription(string Filter, QoS QoS = QoS.AtMostOnce)
{
    /// <summary>True: not what this client itself published. Default false.</summary>
    public bool NoLocal { get; init; }

    /// <summary>True: RETAIN comes as the publisher set it. Default false: it marks retained messages only.</summary>
    public bool RetainAsPublished { get; init; }

    /// <summary>Whether retained messages are sent at once. Default: always.</summary>
    public RetainHandling RetainHandling { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Filter} QoS {(int)QoS}{(NoLocal ? " no-local" : "")}{(RetainAsPublished ? " as-published" : "")}"
        + $"{(RetainHandling == RetainHandling.Always ? "" : $" {RetainHandling}")}";
}
