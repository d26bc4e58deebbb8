namespace OpsCenter.Board.Fold;

/// <summary>Amounts of one unit or venue, or the change that one fact makes to them. A unit's amounts are its own and those of all below it.</summary>
internal struct Counters
{
    internal int Present;
    internal int WalkIns;
    internal int CheckIns;
    internal int Open;
    internal int Overdue;
    internal int Closed;
    internal int ClosedOnTime;
    internal int Raised;
    internal int Volunteers;
    internal int Online;
    internal long Gaps;
    internal int Behind;

    /// <summary>The sum of the due times of the overdue requests, in seconds since 1970: overdue hours at any instant follow from it and <see cref="Overdue"/>.</summary>
    internal long OverdueSince;

    internal void Add(in Counters change)
    {
        Present += change.Present;
        WalkIns += change.WalkIns;
        CheckIns += change.CheckIns;
        Open += change.Open;
        Overdue += change.Overdue;
        Closed += change.Closed;
        ClosedOnTime += change.ClosedOnTime;
        Raised += change.Raised;
        Volunteers += change.Volunteers;
        Online += change.Online;
        Gaps += change.Gaps;
        Behind += change.Behind;
        OverdueSince += change.OverdueSince;
    }

    /// <summary>Whether there is anything that counts from midnight.</summary>
    internal readonly bool HasToday => (CheckIns | Closed | ClosedOnTime | Raised) != 0;

    internal void ForgetToday() => CheckIns = Closed = ClosedOnTime = Raised = 0;

    /// <summary>Hours by which the overdue requests have passed their limits, summed; never less than 0.</summary>
    internal readonly double OverdueHours(DateTimeOffset now) =>
        Math.Max(0, ((double)Overdue * now.ToUnixTimeSeconds() - OverdueSince) / 3600);
}
