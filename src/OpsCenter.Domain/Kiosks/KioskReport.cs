using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Kiosks;

/// <summary>The parts of a kiosk's <c>state</c> that are worth a line in the journal when they change.</summary>
/// <param name="Boot">The random id of this start of the kiosk; empty when it names none.</param>
/// <param name="Version">The version of its software; empty when it names none.</param>
/// <param name="Outbox">The outbox it numbers with now.</param>
/// <param name="HeldFrom">The lowest number it still holds; 0 when it holds none.</param>
/// <param name="LastSeq">The highest number it has given; 0 when it has given none, or when the server has heard all of them.</param>
/// <param name="Applied">The id of the newest <c>down</c> message it applied; empty when none.</param>
/// <param name="ClockSkewed">Whether its clock is more than 5 minutes from the server's.</param>
public sealed record KioskReport(string Boot, string Version, OutboxId Outbox, long HeldFrom, long LastSeq, string Applied, bool ClockSkewed)
{
    /// <summary>What is known of a kiosk that never reported.</summary>
    public static KioskReport Nothing { get; } = new("", "", OutboxId.Default, 0, 0, "", false);
}
