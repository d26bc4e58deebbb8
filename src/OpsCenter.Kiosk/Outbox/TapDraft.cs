using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Kiosk.Outbox;

/// <summary>A tap that has no number yet: the outbox gives it one.</summary>
/// <param name="At">The kiosk's clock when it happened, with the city's offset.</param>
/// <param name="Since">When it happened by the kiosk's monotonic clock; null where that clock does not know, e.g. for what happened before this start.</param>
/// <param name="Content">What was done.</param>
public sealed record TapDraft(DateTimeOffset At, BootInstant? Since, TapContent Content);
