using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Kiosk.Outbox;

/// <summary>How large an outbox may grow, and who draws its id.</summary>
public sealed record OutboxOptions
{
    /// <summary>The bytes of payload it may hold; 64 KiB to 1 GiB, both inclusive; default 64 MiB, which is more than 200,000 taps.</summary>
    public long Quota
    {
        get;
        init => field = value is >= 64 << 10 and <= 1 << 30 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "64 KiB to 1 GiB.");
    } = 64 << 20;

    /// <summary>Draws the id of a new outbox: at random, so that a new file never repeats a number that another one gave.</summary>
    public required Func<OutboxId> DrawId { get; init; }

    /// <summary>Called at the outbox's named moments, on the thread that is there.</summary>
    /// <value>Default null: nothing is called.</value>
    public Action<FaultPoint>? Faults { get; init; }
}
