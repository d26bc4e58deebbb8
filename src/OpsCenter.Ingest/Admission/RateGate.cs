namespace OpsCenter.Ingest.Admission;

/// <summary>How a message stands against its kiosk's limit.</summary>
internal enum RateVerdict
{
    /// <summary>Within the limit.</summary>
    Free,

    /// <summary>The limit is reached: this message counts, and reading stops for a while.</summary>
    Pause,

    /// <summary>It pressed against the limit for too long.</summary>
    Close,
}

/// <summary>A token bucket for one kiosk's messages: a burst, then a steady rate (<c>wire.md</c>, limits). Used by the connection's reader alone.</summary>
internal sealed class RateGate(IngestOptions options, TimeProvider time)
{
    private double _tokens = options.Burst;
    private long _filled = time.GetTimestamp();
    private long _pressedSince;

    /// <summary>How long until the next message is free.</summary>
    internal TimeSpan Wait { get; private set; }

    internal RateVerdict Take()
    {
        if (options.SustainedRate == 0) return RateVerdict.Free;
        long now = time.GetTimestamp();
        _tokens = Math.Min(options.Burst, _tokens + time.GetElapsedTime(_filled, now).TotalSeconds * options.SustainedRate);
        _filled = now;
        _tokens -= 1;
        if (_tokens >= 0)
        {
            // The pressure is over once a tenth of the burst has come back, not with every single token.
            if (_tokens >= options.Burst / 10.0) _pressedSince = 0;
            return RateVerdict.Free;
        }
        Wait = TimeSpan.FromSeconds(-_tokens / options.SustainedRate);
        if (_pressedSince == 0) _pressedSince = now;
        return time.GetElapsedTime(_pressedSince, now) > options.LongestPressure ? RateVerdict.Close : RateVerdict.Pause;
    }
}
