namespace OpsCenter.Simulator.Load;

/// <summary>How hard to press.</summary>
public sealed record LoadOptions
{
    /// <summary>The server's MQTT endpoint; default 127.0.0.1.</summary>
    public string MqttHost { get; init; } = "127.0.0.1";

    /// <summary>The server's MQTT port.</summary>
    public required int MqttPort { get; init; }

    /// <summary>The file <c>kiosk,secret,venue,grid</c>; each connection is one of its kiosks.</summary>
    public required string KiosksFile { get; init; }

    /// <summary>How many connections; at least 1; default 50.</summary>
    public int Connections { get; init; } = 50;

    /// <summary>Taps under way on each; 1 to 60,000; default 100. More than 100 wants <c>--kiosk-rate off</c> at the server.</summary>
    public int Window { get; init; } = 100;

    /// <summary>How long; default 10 s.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Taps in all, divided among the connections; default no end.</summary>
    public long Taps { get; init; } = long.MaxValue;

    /// <summary>Rows of the kiosks' file to leave out at its head; default 10.</summary>
    public int Skip { get; init; } = 10;

    /// <summary>A file to write what was acknowledged, as <c>kiosk,outbox,acknowledged</c>: numbers 1 to <c>acknowledged</c> were all answered. Null for none.</summary>
    public string? Report { get; init; }
}
