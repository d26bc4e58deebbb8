using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Quarantine;

/// <summary>A message that could not be taken, as it stands in the journal.</summary>
/// <param name="Position">Its journal position: its name for <c>requeue</c>.</param>
/// <param name="Kiosk">Who sent it.</param>
/// <param name="Tap">Its own identity; null when its number could not be read.</param>
/// <param name="Reason">Why it was put aside, as a stable word.</param>
/// <param name="Heard">When the server heard it; a replay keeps it.</param>
/// <param name="Payload">Its bytes, sealed: open them with the vault.</param>
/// <param name="Requeued">Whether an operator sent it through again.</param>
public sealed record QuarantinedMessage(long Position, KioskId Kiosk, TapStamp? Tap, string Reason, DateTimeOffset Heard, SealedField Payload, bool Requeued);
