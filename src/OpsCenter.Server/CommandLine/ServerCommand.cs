namespace OpsCenter.Server.CommandLine;

/// <summary>What the program is asked to do (<c>wire.md</c>, “Command line”).</summary>
internal abstract record ServerCommand
{
    /// <summary>The whole city on this machine: server, and simulated kiosks over real MQTT from a child process.</summary>
    internal sealed record Demo : ServerCommand
    {
        /// <summary>Where journal, keys and credentials are kept.</summary>
        public string Data { get; init; } = "data";

        /// <summary>The HTTP port on loopback; 0 takes a free one.</summary>
        public int Http { get; init; } = 8080;

        /// <summary>The MQTT port on loopback; 0 takes a free one.</summary>
        public int Mqtt { get; init; } = 1883;

        /// <summary>Enters and simulates nothing.</summary>
        public bool Still { get; init; }

        /// <summary>Multiplies arrivals, never the clock. More than 0, at most 1,000; default 1.</summary>
        public double Speed { get; init; } = 1;

        /// <summary>Where the simulated kiosks' outboxes are kept; null (the default): with the demo's credentials.</summary>
        public string? Outbox { get; init; }

        /// <summary>Messages a second per kiosk; 0 lifts every limit per kiosk. Default 20.</summary>
        public int KioskRate { get; init; } = 20;
    }

    /// <summary>The real thing, from a configuration file.</summary>
    internal sealed record Serve(string ConfigFile) : ServerCommand;

    /// <summary>Reads the whole journal and checks it.</summary>
    /// <param name="Data">The data folder.</param>
    /// <param name="Json">Prints the JSON object alone, even at a terminal.</param>
    internal sealed record Verify(string Data, bool Json) : ServerCommand;

    /// <summary>The child process of a demo: kiosks and people.</summary>
    internal sealed record Simulate(IReadOnlyList<string> Arguments) : ServerCommand;

    /// <summary>Tells how to use the program.</summary>
    internal sealed record Help : ServerCommand;
}
