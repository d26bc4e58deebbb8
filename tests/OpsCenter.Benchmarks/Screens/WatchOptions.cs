using OpsCenter.Benchmarks.Load;

namespace OpsCenter.Benchmarks.Screens;

/// <summary>Which screens a process holds.</summary>
internal sealed record WatchOptions
{
    /// <summary>The HTTP port on loopback.</summary>
    public required int Port { get; init; }

    /// <summary>The path of the WebSocket, with what signs in.</summary>
    public required string Path { get; init; }

    public required int Screens { get; init; }

    /// <summary>The scope, whose check-ins are followed.</summary>
    public required string Scope { get; init; }

    /// <summary>True: a Node-RED dashboard's socket.io; false (the default): the hub.</summary>
    public bool SocketIo { get; init; }

    /// <summary>So many screens are followed tap by tap; default 1.</summary>
    public int Followed { get; init; } = 1;

    /// <summary>A file for what the followed screens showed: time stamp and count in turn, 8 bytes each; null (the default): none.</summary>
    public string? Shown { get; init; }
}

/// <summary>What the screens of a process saw between <c>begin</c> and <c>stop</c>.</summary>
internal sealed record WatchResult
{
    public double Seconds { get; init; }

    public long Frames { get; init; }

    /// <summary>Frames of the screen that got fewest.</summary>
    public long FewestFrames { get; init; }

    public long Bytes { get; init; }

    /// <summary>From the frame's own <c>at</c> to its arrival, in ms.</summary>
    public Spread? Age { get; init; }

    /// <summary>Check-ins of the scope as the first screen showed them at first and at last, and at <c>begin</c> and <c>stop</c>.</summary>
    public long FirstCount { get; init; }

    public long LastCount { get; init; }

    public long CountAtBegin { get; init; }

    public long CountAtStop { get; init; }

    /// <summary>Screens that were cut.</summary>
    public int Broken { get; init; }
}
