namespace OpsCenter.Benchmarks.Load;

/// <summary>What one run of the load does.</summary>
internal sealed record PressOptions
{
    /// <summary>The broker's MQTT port on loopback.</summary>
    public required int Port { get; init; }

    /// <summary>A file of <c>kiosk,secret</c>; an empty secret signs in without name and password.</summary>
    public required string Kiosks { get; init; }

    /// <summary>The city's code, as it stands in topics.</summary>
    public required string Cell { get; init; }

    public required int Connections { get; init; }

    /// <summary>Taps under way on each connection, at most.</summary>
    public int Window { get; init; } = 100;

    /// <summary>Taps a second in all, at random moments drawn from a seed; 0 (the default): as many as the broker takes.</summary>
    public int RatePerSecond { get; init; }

    /// <summary>Not counted.</summary>
    public required double WarmUpSeconds { get; init; }

    public required double MeasuredSeconds { get; init; }

    /// <summary>One subscriber to all taps, with this QoS; null (the default): none.</summary>
    public int? ListenQos { get; init; }

    /// <summary>A file for when each tap was due, as time stamps of 8 bytes; null (the default): none.</summary>
    public string? Dues { get; init; }

    /// <summary>Only connects, subscribes, and stays until its input ends.</summary>
    public bool Hold { get; init; }
}

/// <summary>What one run came to.</summary>
internal sealed record PressResult
{
    public long Sent { get; init; }

    public long Acked { get; init; }

    /// <summary>What the subscriber got.</summary>
    public long Heard { get; init; }

    /// <summary>Length of the measured part.</summary>
    public double Seconds { get; init; }

    public long AckedMeasured { get; init; }

    public long HeardMeasured { get; init; }

    /// <summary>Processor time of the load itself during the measured part, in seconds.</summary>
    public double Processor { get; init; }

    /// <summary>From due to PUBACK in ms; only at a rate.</summary>
    public Spread? Ack { get; init; }

    /// <summary>From due to the subscriber in ms; only at a rate.</summary>
    public Spread? Relay { get; init; }

    /// <summary>Taps due before the measured part, and up to its end.</summary>
    public int FirstMeasured { get; init; }

    public int EndMeasured { get; init; }

    /// <summary>Connections that broke.</summary>
    public int Broken { get; init; }
}

/// <summary>Shares of many values.</summary>
internal sealed record Spread(double P50, double P95, double P99, double Max)
{
    internal static Spread? Of(List<double> values)
    {
        if (values.Count == 0) return null;
        values.Sort();
        double At(double share) => values[(int)Math.Ceiling(share * values.Count) - 1];
        return new Spread(At(0.5), At(0.95), At(0.99), values[^1]);
    }
}

/// <summary>What the lines of one run count together; one thread.</summary>
internal sealed class PressCounts
{
    internal bool Pressing { get; set; } = true;

    internal bool Measuring { get; set; }

    internal long Sent { get; set; }

    internal long Acked { get; set; }

    internal long Heard { get; set; }

    internal List<double> Latencies { get; } = [];

    /// <summary>Time stamps, in the order of arrival.</summary>
    internal List<long> HeardAt { get; } = [];
}
