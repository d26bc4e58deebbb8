using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.KioskProtocol.Receipts;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Kiosk.Tests.Testing;

/// <summary>Words for the outbox tests.</summary>
internal static class Drafts
{
    internal static readonly DateTimeOffset T0 = new(2026, 11, 21, 8, 0, 0, TimeSpan.FromHours(8));

    internal static OutboxOptions Options(string id = "0123456789abcdef", long quota = 64 << 20) => new() { Quota = quota, DrawId = () => OutboxId.Parse(id) };

    internal static TapDraft WalkIn(int minute = 0) => new(T0.AddMinutes(minute), null, new TapContent.CheckIn(null, Purpose.Service, null));

    internal static Receipt ReceiptOf(IOutbox outbox, long upTo, params SeqRange[] missing) => new(outbox.Id, upTo, missing, HasMore: false);

    internal static long[] Seqs(this IOutbox outbox) => [.. outbox.Read(0, long.MaxValue, int.MaxValue).Select(entry => entry.Seq)];

    internal static async Task AppendAsync(this IOutbox outbox, int count)
    {
        for (int i = 0; i < count; i++) Assert.True((await outbox.AppendAsync(WalkIn(i), TestContext.Current.CancellationToken)).IsStored);
    }
}
