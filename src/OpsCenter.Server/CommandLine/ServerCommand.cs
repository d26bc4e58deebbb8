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

    /// <summary>Copies the data folder beside the server that runs on it.</summary>
    /// <param name="Data">The data folder.</param>
    /// <param name="To">Where the journal's backup goes.</param>
    /// <param name="Keys">Where the keys go; null: nowhere, as the operator said.</param>
    internal sealed record Backup(string Data, string To, string? Keys) : ServerCommand
    {
        /// <summary>Adds what came since to the backup that stands at <see cref="To"/>.</summary>
        public bool Adds { get; init; }

        /// <summary>Goes on, and adds what came each time this has passed; null (the default): once.</summary>
        public TimeSpan? Every { get; init; }
    }

    /// <summary>Makes a data folder out of a backup.</summary>
    /// <param name="From">The journal's backup.</param>
    /// <param name="Data">The data folder to make.</param>
    /// <param name="Keys">The keys' backup; null: without, as the operator said.</param>
    /// <param name="Replaces">Moves what lies in <paramref name="Data"/> aside first.</param>
    internal sealed record Restore(string From, string Data, string? Keys, bool Replaces) : ServerCommand;

    /// <summary>The child process of a demo: kiosks and people.</summary>
    internal sealed record Simulate(IReadOnlyList<string> Arguments) : ServerCommand;

    /// <summary>Tells how to use the program.</summary>
    internal sealed record Help : ServerCommand;
}
