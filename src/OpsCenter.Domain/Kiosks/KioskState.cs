using System.Collections.Immutable;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Kiosks;

/// <summary>What is remembered of one kiosk: whether it is reachable, what it last said of itself, and which of its taps were heard.</summary>
/// <param name="Kiosk">The kiosk.</param>
/// <param name="Online">Whether its session stands and it speaks.</param>
/// <param name="Report">Its newest report.</param>
/// <param name="Outboxes">One entry an outbox it numbered with; at most <see cref="MaxOutboxes"/>, those heard last.</param>
/// <param name="Gaps">How many of its numbers are missing and not awaited, as last announced.</param>
/// <param name="ForgotUntil">When the newest tap of a forgotten outbox was heard; the default while none was forgotten.</param>
public sealed record KioskState(
    KioskId Kiosk, bool Online, KioskReport Report, ImmutableArray<OutboxSequence> Outboxes, long Gaps, DateTimeOffset ForgotUntil = default)
{
    /// <summary>How many outboxes of one kiosk are remembered. A card that is replaced draws a new one; sixty-four last a kiosk's life.</summary>
    /// <remarks>No option: a fold of the journal must come out the same on every server (house rule H1).</remarks>
    public const int MaxOutboxes = 64;

    /// <summary>Whether taps of it are awaited, as last announced; default false.</summary>
    public bool Behind { get; init; }

    /// <summary>A kiosk of which nothing was heard.</summary>
    public static KioskState Fresh(KioskId kiosk) => new(kiosk, false, KioskReport.Nothing, [], 0);

    /// <summary>What was heard from one outbox.</summary>
    public OutboxSequence Sequence(OutboxId outbox)
    {
        foreach (var sequence in Outboxes)
            if (sequence.Outbox == outbox) return sequence;
        return OutboxSequence.Fresh(outbox) with { UnsureUntil = ForgotUntil };
    }

    /// <summary>
    /// How many numbers are missing now and not awaited: a missing number is awaited while the newest report says that the kiosk still
    /// holds it; numbers above the highest heard that the kiosk has given and no longer holds are a lost tail (<c>wire.md</c>, <c>receipt</c>).
    /// A run longer than <see cref="OutboxSequence.MaxJump"/> stems from a number that was set aside as a jump: those numbers were never given,
    /// so none of them is a gap.
    /// </summary>
    public long CountGaps()
    {
        long gaps = 0;
        bool holds = Report.HeldFrom > 0;
        bool reported = false;
        foreach (var sequence in Outboxes)
        {
            bool current = sequence.Outbox == Report.Outbox;
            reported |= current;
            foreach (var range in sequence.Missing)
                gaps += Given(range.Count) - (current && holds ? Math.Min(Given(range.Count), range.Overlap(Report.HeldFrom, Report.LastSeq)) : 0);
            if (current) gaps += LostTail(sequence.UpTo);
        }
        return reported ? gaps : gaps + LostTail(0);

        long LostTail(long upTo)
        {
            if (Report.LastSeq <= upTo) return 0;
            return Given(holds ? Math.Max(0, Math.Min(Report.HeldFrom - 1, Report.LastSeq) - upTo) : Report.LastSeq - upTo);
        }

        static long Given(long run) => run > OutboxSequence.MaxJump ? 0 : run;
    }

    /// <summary>How many numbers are awaited now: the newest report says that the kiosk still holds them, and they were not heard.</summary>
    public long CountAwaited()
    {
        if (Report.HeldFrom <= 0) return 0;
        var sequence = Sequence(Report.Outbox);
        long awaited = Math.Max(0, Report.LastSeq - Math.Max(sequence.UpTo, Report.HeldFrom - 1));
        foreach (var range in sequence.Missing) awaited += range.Overlap(Report.HeldFrom, Report.LastSeq);
        return awaited;
    }

    /// <summary>What this state must announce about awaited taps: that they began, that they ended, or null when neither changed.</summary>
    internal KioskEvent? Awaiting()
    {
        long awaited = CountAwaited();
        if (awaited > 0 == Behind) return null;
        return Behind ? new KioskEvent.KioskCaughtUp(Kiosk) : new KioskEvent.KioskFellBehind(Kiosk, awaited);
    }

    /// <summary>Whether hearing a tap changes neither <see cref="CountGaps"/> nor <see cref="CountAwaited"/>, told without making the state that follows: nearly every tap
    /// is the next of an outbox that was heard, beyond what the newest report counts. False says nothing.</summary>
    internal bool TellsNothingOfItself(TapId tap)
    {
        if (Behind || (Report.Outbox == tap.Outbox && Report.LastSeq >= tap.Seq)) return false;
        foreach (var sequence in Outboxes)
            if (sequence.Outbox == tap.Outbox) return tap.Seq == sequence.UpTo + 1;
        return false;
    }

    /// <summary>The state after an event of this kiosk's own stream.</summary>
    public static KioskState Evolve(KioskState kiosk, KioskEvent happened) => happened switch
    {
        KioskEvent.KioskCameOnline => kiosk with { Online = true },
        KioskEvent.KioskWentOffline or KioskEvent.KioskFellSilent => kiosk with { Online = false },
        KioskEvent.KioskReported e => kiosk with { Report = e.Report },
        KioskEvent.KioskGapsChanged e => kiosk with { Gaps = e.Gaps },
        KioskEvent.KioskFellBehind => kiosk with { Behind = true },
        KioskEvent.KioskCaughtUp => kiosk with { Behind = false },
        KioskEvent.TapVoided or KioskEvent.TapRefused or KioskEvent.MessageQuarantined or KioskEvent.MessageRequeued => kiosk,
        _ => throw new UnknownEventException(happened, kiosk),
    };

    /// <summary>The state once a tap of this kiosk was heard, whatever it led to.</summary>
    /// <param name="tap">The tap.</param>
    /// <param name="heard">When the server heard it.</param>
    public KioskState Hear(TapStamp tap, DateTimeOffset heard)
    {
        for (int i = 0; i < Outboxes.Length; i++)
        {
            var sequence = Outboxes[i];
            if (sequence.Outbox != tap.Id.Outbox) continue;
            var marked = sequence.Mark(tap.Id.Seq, tap.Digest, heard);
            return ReferenceEquals(marked, sequence) ? this : this with { Outboxes = Outboxes.SetItem(i, marked) };
        }
        var room = Outboxes.Length < MaxOutboxes ? this : ForgetOne();
        return room with { Outboxes = room.Outboxes.Add(room.Sequence(tap.Id.Outbox).Mark(tap.Id.Seq, tap.Digest, heard)) };
    }

    /// <summary>Forgets the outbox that was heard longest ago, but not the one that the kiosk reports. Its taps are unsure from now on.</summary>
    private KioskState ForgetOne()
    {
        var oldest = Outboxes.Where(sequence => sequence.Outbox != Report.Outbox).MinBy(sequence => sequence.Recent.Times.Newest)!;
        var heard = oldest.Recent.Times.Newest;
        return this with { Outboxes = Outboxes.Remove(oldest), ForgotUntil = heard > ForgotUntil ? heard : ForgotUntil };
    }
}
