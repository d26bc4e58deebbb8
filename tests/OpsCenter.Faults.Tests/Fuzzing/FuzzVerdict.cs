using System.Diagnostics;
using System.Globalization;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Fuzzing;

/// <summary>What a server made of broken packets.</summary>
internal sealed record FuzzVerdict
{
    public required long Packets { get; init; }

    public required long Connections { get; init; }

    /// <summary>1 when the process ended.</summary>
    public required int Exits { get; init; }

    /// <summary>Lines of the log that tell of what nobody foresaw.</summary>
    public required IReadOnlyList<string> Unhandled { get; init; }

    /// <summary>Connections that stood though their client had ended, or broken a rule.</summary>
    public required IReadOnlyList<string> Unclosed { get; init; }

    /// <summary>Resident memory from the first tenth of the run to its end, the garbage collected both times.</summary>
    public long GrownBytes { get; init; }

    /// <summary>From the last byte of a connection to the server's end of it, in milliseconds, sorted.</summary>
    public IReadOnlyList<double> Ends { get; init; } = [];

    /// <summary>From a ping of one who sends nothing wrong to its answer, in milliseconds, sorted.</summary>
    public IReadOnlyList<double> Pings { get; init; } = [];

    /// <summary>The same, less the time for which the machine gave the server's process no processor.</summary>
    public IReadOnlyList<double> OwnPings { get; init; } = [];

    /// <summary>When it began, on the machine's monotonic clock.</summary>
    public long BeganAt { get; init; }

    /// <summary>When the server stood still, and why.</summary>
    public IReadOnlyList<Stall> Stalls { get; init; } = [];

    internal bool IsSound => Exits == 0 && Unhandled.Count == 0 && Unclosed.Count == 0;

    /// <summary>Lines of errors: what the server foresees, it tells as a warning at most.</summary>
    internal static IReadOnlyList<string> UnhandledIn(IEnumerable<string> log) => [.. log.Where(line =>
        line.Contains(" fail: ", StringComparison.Ordinal) || line.Contains(" crit: ", StringComparison.Ordinal) || line.Contains("Unhandled exception", StringComparison.Ordinal))];

    public override string ToString() => Figures + string.Concat(Unhandled.Concat(Unclosed).Take(5).Select(line => "\n  " + line));

    private string Figures => string.Create(CultureInfo.InvariantCulture,
        $"{Packets} packets on {Connections} connections: exits {Exits}, unhandled {Unhandled.Count}, unclosed {Unclosed.Count}, RSS grew {GrownBytes / 1048576.0:F1} MB, ends p50 {Share(Ends, 0.5):F1} p99 {Share(Ends, 0.99):F1} max {Share(Ends, 1):F1} ms, another's pings p50 {Share(Pings, 0.5):F1} p99 {Share(Pings, 0.99):F1} max {Share(Pings, 1):F1} ms, {Pings.Count(ping => ping > 100)} over 100 ms, {OwnPings.Count(ping => ping > 100)} of them the server's own (max {Share(OwnPings, 1):F1}); in the server the longest: no processor {Longest(stall => stall.Asleep)}, collector {Longest(stall => stall.Collecting)}, pool {Longest(stall => stall.Hop)}");

    private string Longest(Func<Stall, double> of) => Stalls.OrderByDescending(of).Select(stall => string.Create(CultureInfo.InvariantCulture,
        $"{of(stall):F0} ms at {Stopwatch.GetElapsedTime(BeganAt, stall.At).TotalSeconds:+0.0;-0.0} s")).FirstOrDefault("0 ms");

    private static double Share(IReadOnlyList<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)(share * (sorted.Count - 1))];
}
