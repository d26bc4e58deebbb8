using System.Collections.Immutable;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Grains.Runtime.Images;

/// <summary>One kiosk in a snapshot: its report, and for each outbox what was heard, what is missing and the digests of its newest taps.</summary>
internal static class KioskImage
{
    internal static void Write(BinaryWriter to, KioskState kiosk)
    {
        to.Put(kiosk.Kiosk);
        to.Write(kiosk.Online);
        var report = kiosk.Report;
        to.Write(report.Boot);
        to.Write(report.Version);
        to.Put(report.Outbox);
        to.Write7BitEncodedInt64(report.HeldFrom);
        to.Write7BitEncodedInt64(report.LastSeq);
        to.Write(report.Applied);
        to.Write(report.ClockSkewed);
        to.PutAll(kiosk.Outboxes, Write);
        to.Write7BitEncodedInt64(kiosk.Gaps);
        to.Put(kiosk.ForgotUntil);
        to.Write(kiosk.Behind);
    }

    internal static KioskState Read(ImageReader from) => new(
        from.Kiosk(),
        from.From.ReadBoolean(),
        new KioskReport(from.Text(), from.Text(), from.Outbox(), from.Long(), from.Long(), from.Text(), from.From.ReadBoolean()),
        ImmutableArray.Create(from.TakeAll(ReadOutbox)),
        from.Long(),
        from.Time())
    {
        Behind = from.From.ReadBoolean(),
    };

    private static void Write(BinaryWriter to, OutboxSequence sequence)
    {
        to.Put(sequence.Outbox);
        to.Write7BitEncodedInt64(sequence.UpTo);
        to.PutAll(sequence.Missing, (to, range) =>
        {
            to.Write7BitEncodedInt64(range.From);
            to.Write7BitEncodedInt64(range.Count);
        });
        to.PutAll(sequence.Recent.All().ToList(), (to, tap) =>
        {
            to.Write7BitEncodedInt64(sequence.UpTo - tap.Seq);
            to.Write(tap.Digest);
        });
        to.Put(sequence.Recent.Times.Young);
        to.Put(sequence.Recent.Times.Old);
        to.Put(sequence.Recent.Times.Forgotten);
        to.Put(sequence.UnsureUntil);
    }

    private static OutboxSequence ReadOutbox(ImageReader from)
    {
        var outbox = from.Outbox();
        long upTo = from.Long();
        var missing = from.TakeAll(from =>
        {
            long first = from.Long();
            return new SeqRange(first, first + from.Long() - 1);
        });
        var recent = from.TakeAll(from => (upTo - from.Long(), from.From.ReadUInt64()));
        var times = new DigestTimes(from.Time(), from.Time(), from.Time());
        return new OutboxSequence(outbox, upTo, ImmutableArray.Create(missing), RecentDigests.From(recent, times), from.Time());
    }
}
