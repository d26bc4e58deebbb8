using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Kiosk.Link;

/// <summary>The kiosk's monotonic clock: a random id of this start, and milliseconds since. Right even when the kiosk's date is years off.</summary>
/// <param name="boot">The id of this start: 1 to 64 characters of an id, drawn at random.</param>
/// <param name="time">The clock; only its timestamps are read.</param>
public sealed class BootClock(string boot, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Since this start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>This instant.</summary>
    public BootInstant Now => new(boot, (long)Elapsed.TotalMilliseconds);
}
