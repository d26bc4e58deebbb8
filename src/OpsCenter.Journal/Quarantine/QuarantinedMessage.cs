using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Quarantine;

/// <summary>A message that could not be taken, as a list shows it. Its bytes stay in the journal, at its position.</summary>
/// <param name="Position">Its journal position: its name for <c>requeue</c>.</param>
/// <param name="Kiosk">Who sent it.</param>
/// <param name="Reason">Why it was put aside, as a stable word.</param>
/// <param name="Heard">When the server heard it; a replay keeps it.</param>
/// <param name="Requeued">Whether an operator sent it through again.</param>
public sealed record QuarantinedMessage(long Position, KioskId Kiosk, string Reason, DateTimeOffset Heard, bool Requeued);
