using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.KioskProtocol.Reports;

/// <summary>What a kiosk says of itself: on connect and every 30 s, never spooled; the will says offline (<c>wire.md</c>, <c>state</c>).</summary>
public sealed record KioskState
{
    /// <summary>What the will says.</summary>
    public static KioskState Offline { get; } = new() { IsOnline = false };

    /// <summary>False in the will only.</summary>
    public required bool IsOnline { get; init; }

    /// <summary>The kiosk's clock when it wrote this, with its offset; null when it did not say.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>The same instant by the kiosk's monotonic clock; null when it did not say both <c>boot</c> and <c>mono</c>.</summary>
    public BootInstant? Since { get; init; }

    /// <summary>Seconds since the agent started; null when it did not say.</summary>
    public double? Uptime { get; init; }

    /// <summary>The version of the kiosk's software: 1 to 64 characters of an id; null when it did not say.</summary>
    public string? Version { get; init; }

    /// <summary>The outbox it numbers with now.</summary>
    public OutboxId Outbox { get; init; }

    /// <summary>The highest number it has given; 0 when none, null when it did not say.</summary>
    public long? LastSeq { get; init; }

    /// <summary>The lowest number it still holds; 0 when it holds none, null when it did not say.</summary>
    public long? OldestSeq { get; init; }

    /// <summary>How many taps it still holds; null when it did not say.</summary>
    public long? Queued { get; init; }

    /// <summary>°C inside the case; null when it did not say.</summary>
    public double? Temperature { get; init; }

    /// <summary>The id of the newest <c>down</c> message it applied; null when none.</summary>
    public string? Applied { get; init; }
}
