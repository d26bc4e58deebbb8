using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.KioskProtocol.Reading;

/// <summary>Why a payload cannot be taken. The message is quarantined, acknowledged and counted (house rule H8).</summary>
/// <param name="Reason">A stable word of <see cref="FaultReason"/>, e.g. <c>bad-json</c>, <c>missing-seq</c>, <c>bad-card</c>.</param>
/// <param name="Outbox">The outbox it names; <see cref="OutboxId.Default"/> when it names none.</param>
/// <param name="Seq">The number it bears, which then counts as seen; 0 when its identity (number and outbox) cannot be read.</param>
public readonly record struct PayloadFault(string Reason, OutboxId Outbox, long Seq)
{
    /// <summary>A fault of a payload that bears no number.</summary>
    public static PayloadFault Of(string reason) => new(reason, OutboxId.Default, 0);
}
