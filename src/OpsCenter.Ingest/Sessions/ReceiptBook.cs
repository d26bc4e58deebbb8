using System.Collections.Concurrent;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal;
using OpsCenter.Journal.Snapshots;
using OpsCenter.KioskProtocol.Receipts;

namespace OpsCenter.Ingest.Sessions;

/// <summary>What each kiosk's receipts say, as of the newest commit: filled on the shard's loop, read by the senders.</summary>
/// <param name="city">The shard's grains; looked at only while the loop announces.</param>
internal sealed class ReceiptBook(ICityView city) : IFold, IKept
{
    private readonly ConcurrentDictionary<KioskId, KioskState> _newest = new();
    private readonly ConcurrentDictionary<KioskId, bool> _due = new();

    /// <inheritdoc/>
    public void Apply(IReadOnlyList<Recorded> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            if (batch[i].Fact.Tap is not { } tap) continue;
            var kiosk = city.Kiosk(tap.Id.Kiosk);
            if (_newest.TryGetValue(kiosk.Kiosk, out var before) && ReferenceEquals(before, kiosk)) continue;
            _newest[kiosk.Kiosk] = kiosk;
            _due.TryAdd(kiosk.Kiosk, true);
        }
    }

    /// <inheritdoc/>
    public string Section => "receipts.1";

    /// <summary>Nothing of its own: the receipts follow from the kiosks' grains.</summary>
    public Action<BinaryWriter> Capture() => _ => { };

    /// <inheritdoc/>
    public Action Read(BinaryReader from) => () =>
    {
        foreach (var place in city.Plan.Parts.Kiosks)
        {
            if (city.Kiosk(place.Id) is not { Outboxes.IsEmpty: false } kiosk) continue;
            _newest[place.Id] = kiosk;
            _due.TryAdd(place.Id, true);
        }
    };

    /// <summary>A kiosk's tap was heard again: its receipt is owed once more, for it seems to have missed the last.</summary>
    internal void Owe(KioskId kiosk) => _due.TryAdd(kiosk, true);

    /// <summary>The kiosks whose receipts changed since the last call.</summary>
    internal IReadOnlyList<KioskId> TakeDue()
    {
        if (_due.IsEmpty) return [];
        var due = _due.Keys.ToList();
        foreach (var kiosk in due) _due.TryRemove(kiosk, out _);
        return due;
    }

    /// <summary>The receipts of a kiosk, one an outbox; the default outbox at 0 when nothing was ever heard.</summary>
    internal IReadOnlyList<Receipt> Of(KioskId kiosk)
    {
        if (!_newest.TryGetValue(kiosk, out var state) || state.Outboxes.IsEmpty) return [new Receipt(OutboxId.Default, 0, [], false)];
        return [.. state.Outboxes.Select(ToReceipt)];
    }

    private static Receipt ToReceipt(OutboxSequence sequence) => new(
        sequence.Outbox, sequence.UpTo,
        [.. sequence.Missing.Take(Receipt.MaxRanges)],
        sequence.Missing.Length > Receipt.MaxRanges);
}
