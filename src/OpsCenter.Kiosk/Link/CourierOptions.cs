namespace OpsCenter.Kiosk.Link;

/// <summary>How fast a kiosk sends. The defaults stay below the limits of <c>wire.md</c> (100 unacknowledged, 20 messages/s with a burst of 200), so that the server never has to slow it.</summary>
public sealed record CourierOptions
{
    /// <summary>Taps sent and not acknowledged, at most; 1 to 100, both inclusive; default 95, which leaves room for <c>state</c> and <c>ask</c>.</summary>
    public int Window
    {
        get;
        init => field = value is >= 1 and <= 100 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "1 to 100.");
    } = 95;

    /// <summary>Of the window, what the backlog may fill, in hundredths; the rest is kept for live taps; default 70.</summary>
    public int BacklogShare { get; init; } = 70;

    /// <summary>Taps a second, sustained; default 18; 0 lifts the limit, for load.</summary>
    public int Rate { get; init; } = 18;

    /// <summary>Taps that may go at once after a pause; default 180. The last 60 are kept for live taps.</summary>
    public int Burst { get; init; } = 180;

    /// <summary>How long the backlog waits after a connect for the first receipt, so that what the server has is not sent again; default 2 s.</summary>
    public TimeSpan ReceiptPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an acknowledged tap may stay without a receipt before it is sent again: a broker in between may have lost it; default 30 s.</summary>
    public TimeSpan Resend { get; init; } = TimeSpan.FromSeconds(30);
}
