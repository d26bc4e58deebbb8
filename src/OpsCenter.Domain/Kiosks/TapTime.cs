namespace OpsCenter.Domain.Kiosks;

/// <summary>An instant that a kiosk's clocks and the server's name together: from a <c>state</c> of one boot.</summary>
/// <param name="Boot">The random id of that start of the kiosk.</param>
/// <param name="Mono">Milliseconds since that start.</param>
/// <param name="Heard">When the server heard it.</param>
public readonly record struct BootMark(string Boot, long Mono, DateTimeOffset Heard);

/// <summary>When a tap happened, and whether the device's clock could not be believed.</summary>
/// <param name="Happened">Never later than heard.</param>
/// <param name="IsDoubtful">True when the clocks gave a time before 2020, and the time of hearing stands instead.</param>
public readonly record struct HappenedAt(DateTimeOffset Happened, bool IsDoubtful);

/// <summary>The rule of <c>wire.md</c>, “When it happened”.</summary>
public static class TapTime
{
    /// <summary>No kiosk of this kind stood before: an earlier time is a clock that was never set.</summary>
    public static DateTimeOffset Earliest { get; } = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Corrects the time of a tap.</summary>
    /// <param name="at">The kiosk's clock when it happened.</param>
    /// <param name="mono">Milliseconds since the tap's boot; null when it named none.</param>
    /// <param name="mark">The newest state of the same boot; null when none was heard.</param>
    /// <param name="offset">The server's clock less the kiosk's, measured on this connection; null when not measured.</param>
    /// <param name="heard">When the server heard the tap.</param>
    public static HappenedAt Correct(DateTimeOffset at, long? mono, BootMark? mark, TimeSpan? offset, DateTimeOffset heard)
    {
        if (mono is { } since && mark is { } known)
        {
            // Milliseconds of hostile size stay in range: nothing is older than the earliest day or later than heard.
            double behind = (double)known.Mono - since;
            return Bound((known.Heard - Earliest).TotalMilliseconds < behind ? DateTimeOffset.MinValue : known.Heard.AddMilliseconds(-Math.Max(behind, -1e12)), heard);
        }
        if (offset is not { } shift) return Bound(at, heard);
        bool beyond = shift > TimeSpan.Zero ? at > DateTimeOffset.MaxValue - shift : at < DateTimeOffset.MinValue - shift;
        return Bound(beyond ? DateTimeOffset.MinValue : at + shift, heard);
    }

    private static HappenedAt Bound(DateTimeOffset happened, DateTimeOffset heard) =>
        happened < Earliest ? new(heard, true) : happened > heard ? new(heard, false) : new(happened, false);
}
