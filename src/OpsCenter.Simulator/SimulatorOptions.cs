using System.Net;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Simulator;

/// <summary>Where the simulated city lives and how busy it is.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The server's MQTT endpoint; default 127.0.0.1.</summary>
    public string MqttHost { get; init; } = IPAddress.Loopback.ToString();

    /// <summary>The server's MQTT port.</summary>
    public required int MqttPort { get; init; }

    /// <summary>The server's HTTP address, for the staff who close requests.</summary>
    public required Uri Http { get; init; }

    /// <summary>The file <c>kiosk,secret,venue,grid</c>; its first ten kiosks are never simulated.</summary>
    public required string KiosksFile { get; init; }

    /// <summary>The file that holds the staff's bearer token.</summary>
    public required string StaffTokenFile { get; init; }

    /// <summary>Multiplies arrivals, never the clock; more than 0, at most 1,000; default 1.</summary>
    public double Speed
    {
        get;
        init => field = value is > 0 and <= 1000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "More than 0, at most 1,000.");
    } = 1;

    /// <summary>Draws the city's life; the same seed gives the same taps; default 20261121.</summary>
    public long Seed { get; init; } = 20_261_121;

    /// <summary>The city pack's folder; null for the shipped city.</summary>
    public string? PackFolder { get; init; }

    /// <summary>The process to end with; null for none. Its end shows by the end of the standard input, too.</summary>
    public int? ParentId { get; init; }

    /// <summary>How many kiosks connect each second at the start; default 300.</summary>
    public int ConnectsPerSecond { get; init; } = 300;

    /// <summary>The folder in which the kiosks' outboxes are kept, each tap fsynced before it counts as pressed; made when it is missing. Null (the default): beside the kiosks' file.</summary>
    public string? OutboxFolder { get; init; }

    /// <summary>Called at the outboxes' named moments, on the thread that is there; null outside tests.</summary>
    public Action<FaultPoint>? Faults { get; init; }

    /// <summary>The file of all outboxes, and of what was entered: with it a restart loses nothing and enters nothing twice.</summary>
    public string StateFile => Path.Combine(Path.GetFullPath(OutboxFolder ?? Path.GetDirectoryName(Path.GetFullPath(KiosksFile))!), "simulator.db");
}
