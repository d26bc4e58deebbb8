using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Simulation.Tests.Checks;

/// <summary>One venue as a plain list of who is inside.</summary>
internal sealed class ReferenceVenue(Venue place)
{
    internal Venue Place => place;
    internal bool IsOpen { get; set; }
    internal DateTimeOffset ClosedAt { get; set; } = DateTimeOffset.MinValue;

    /// <summary>When it closes again behind those who came with a card while it was closed.</summary>
    internal DateTimeOffset? GuestsUntil { get; set; }
    internal Dictionary<PersonId, Purpose> Inside { get; } = [];
    internal List<(DateTimeOffset Leaves, bool Volunteers)> WalkIns { get; } = [];
    internal int CheckIns { get; set; }
    internal int Present => Inside.Count + WalkIns.Count;
    internal int Volunteers => Inside.Values.Count(Volunteer) + WalkIns.Count(one => one.Volunteers);

    internal static bool Volunteer(Purpose purpose) => purpose == Purpose.Volunteer || purpose == Purpose.Mobilization;

    /// <summary>When somebody must have left here by rule; null when nobody must.</summary>
    internal DateTimeOffset? MustLeaveAt(DateOnly day)
    {
        DateTimeOffset? next = IsOpen ? Local.At(day, place.Closes) : Inside.Count > 0 ? GuestsUntil : null;
        foreach (var (leaves, _) in WalkIns)
            if (next is null || leaves < next) next = leaves;
        return next;
    }
}

/// <summary>One request.</summary>
internal sealed class ReferenceRequest
{
    internal required UnitCode Grid { get; init; }
    internal required DateTimeOffset Due { get; init; }
    internal required Ticket Ticket { get; init; }
    internal bool IsOverdue { get; set; }
    internal bool IsClosed { get; set; }
    internal required bool RaisedToday { get; set; }
    internal bool ClosedToday { get; set; }
    internal bool WasOnTime { get; set; }
}

/// <summary>One kiosk, with every number ever heard of each outbox.</summary>
internal sealed class ReferenceKiosk
{
    private KioskReport _report = KioskReport.Nothing;
    private long? _gaps;

    internal bool IsOnline { get; set; }
    internal bool IsBehind { get; set; }
    internal KioskReport Report { get => _report; set => (_report, _gaps) = (value, null); }
    internal Dictionary<OutboxId, SortedSet<long>> Heard { get; } = [];

    /// <summary>How many numbers are missing for good: given by its own word or by a higher one that came, not heard, and not held any more.</summary>
    internal long Gaps => _gaps ??= CountGaps();

    internal void Hear(TapId tap)
    {
        if (!Heard.TryGetValue(tap.Outbox, out var heard)) Heard[tap.Outbox] = heard = [];
        heard.Add(tap.Seq);
        _gaps = null;
    }

    private long CountGaps()
    {
        long gaps = Report.LastSeq > 0 && !Heard.ContainsKey(Report.Outbox) ? CountGaps(Report.Outbox, []) : 0; // of one of which nothing came
        foreach (var (outbox, heard) in Heard) gaps += CountGaps(outbox, heard);
        return gaps;
    }

    private long CountGaps(OutboxId outbox, SortedSet<long> heard)
    {
        bool isTold = outbox == Report.Outbox;
        long last = isTold ? Math.Max(heard.Max, Report.LastSeq) : heard.Max;
        if (heard.Count == last) return 0;
        long gaps = 0;
        for (long seq = 1; seq <= last; seq++)
        {
            bool isHeld = isTold && Report.HeldFrom > 0 && seq >= Report.HeldFrom && seq <= Report.LastSeq;
            if (!isHeld && !heard.Contains(seq)) gaps++;
        }
        return gaps;
    }
}

/// <summary>The simulated city's clock on the wall, written once more: eight hours before Greenwich, the year round.</summary>
internal static class Local
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    internal static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime + Offset);

    internal static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day.ToDateTime(time), Offset);

    internal static DateTimeOffset Midnight(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>The full minute, or the next.</summary>
    internal static DateTimeOffset FullMinute(DateTimeOffset at) => new((at.UtcTicks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
