namespace OpsCenter.Kiosk.Outbox;

/// <summary>A stored tap, as it will be sent: the same bytes each time.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Payload">The payload of <c>up</c>.</param>
public readonly record struct OutboxEntry(long Seq, byte[] Payload);
