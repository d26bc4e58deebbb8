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
    internal bool IsOverdue { get; set; }
    internal bool IsClosed { get; set; }
    internal required bool RaisedToday { get; set; }
    internal bool ClosedToday { get; set; }
    internal bool WasOnTime { get; set; }
}

/// <summary>One kiosk, with every number ever heard of each outbox.</summary>
internal sealed class ReferenceKiosk
{
    internal bool IsOnline { get; set; }
    internal bool IsBehind { get; set; }
    internal long Gaps { get; set; }
    internal Domain.Kiosks.KioskReport Report { get; set; } = Domain.Kiosks.KioskReport.Nothing;
    internal Dictionary<OutboxId, SortedSet<long>> Heard { get; } = [];
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
