using System.Collections.Immutable;

namespace OpsCenter.Domain.Venues;

/// <summary>Walk-ins that leave by rule at one minute.</summary>
/// <param name="LeavesAt">The minute, a full one.</param>
/// <param name="Count">How many.</param>
/// <param name="Volunteers">How many of them came to volunteer or for a mobilization.</param>
public readonly record struct WalkInGroup(DateTimeOffset LeavesAt, int Count, int Volunteers);

/// <summary>Those inside a venue without a card, by the minute at which the rule lets them leave.</summary>
/// <remarks>The newest group stands apart, because almost every walk-in joins it: a step costs one small object.</remarks>
public sealed record WalkIns
{
    private readonly ImmutableArray<WalkInGroup> _older;
    private readonly WalkInGroup _newest;

    private WalkIns(ImmutableArray<WalkInGroup> older, WalkInGroup newest, int count, int volunteers) =>
        (_older, _newest, Count, Volunteers) = (older, newest, count, volunteers);

    /// <summary>Nobody.</summary>
    public static WalkIns None { get; } = new([], default, 0, 0);

    /// <summary>How many are inside.</summary>
    public int Count { get; }

    /// <summary>How many of them came to volunteer or for a mobilization.</summary>
    public int Volunteers { get; }

    /// <summary>All groups, the earliest to leave first.</summary>
    public IEnumerable<WalkInGroup> Groups => _newest.Count > 0 ? _older.Append(_newest) : _older;

    /// <summary>The minute at which the next of them leave; null when nobody is inside.</summary>
    public DateTimeOffset? NextLeave => _older.Length > 0 ? _older[0].LeavesAt : _newest.Count > 0 ? _newest.LeavesAt : null;

    /// <summary>How many leave at a minute.</summary>
    public int CountAt(DateTimeOffset leavesAt) =>
        _newest.LeavesAt == leavesAt ? _newest.Count : _older.FirstOrDefault(group => group.LeavesAt == leavesAt).Count;

    /// <summary>Puts groups back together, as <see cref="Groups"/> gave them.</summary>
    public static WalkIns FromGroups(IEnumerable<WalkInGroup> groups) => From([.. groups]);

    /// <summary>One more who leaves at that minute.</summary>
    public WalkIns Enter(DateTimeOffset leavesAt, bool volunteer)
    {
        int one = volunteer ? 1 : 0;
        if (_newest.Count > 0 && leavesAt == _newest.LeavesAt)
            return new(_older, new(leavesAt, _newest.Count + 1, _newest.Volunteers + one), Count + 1, Volunteers + one);
        if (Count == 0 || leavesAt > _newest.LeavesAt)
            return new(_newest.Count > 0 ? _older.Add(_newest) : _older, new(leavesAt, 1, one), Count + 1, Volunteers + one);
        var groups = Groups.ToList();
        int place = groups.FindIndex(group => group.LeavesAt >= leavesAt);
        if (groups[place].LeavesAt == leavesAt) groups[place] = new(leavesAt, groups[place].Count + 1, groups[place].Volunteers + one);
        else groups.Insert(place, new(leavesAt, 1, one));
        return From([.. groups]);
    }

    /// <summary>One less: of those who came for that, the one who would leave first.</summary>
    public WalkIns LeaveOne(bool volunteer)
    {
        var groups = Groups.ToList();
        int place = groups.FindIndex(group => volunteer ? group.Volunteers > 0 : group.Count > group.Volunteers);
        if (place < 0) return this;
        var left = new WalkInGroup(groups[place].LeavesAt, groups[place].Count - 1, groups[place].Volunteers - (volunteer ? 1 : 0));
        if (left.Count == 0) groups.RemoveAt(place);
        else groups[place] = left;
        return From([.. groups]);
    }

    /// <summary>Those who are due have left.</summary>
    /// <param name="at">The groups of this minute and before leave.</param>
    public WalkIns LeaveUntil(DateTimeOffset at) => From([.. Groups.Where(group => group.LeavesAt > at)]);

    /// <summary>How many are due at a minute, and how many of them volunteer.</summary>
    public (int Count, int Volunteers) DueAt(DateTimeOffset at)
    {
        var due = Groups.Where(group => group.LeavesAt <= at).ToList();
        return (due.Sum(group => group.Count), due.Sum(group => group.Volunteers));
    }

    /// <summary>Equal when all groups are.</summary>
    public bool Equals(WalkIns? other) => other is not null && Count == other.Count && Groups.SequenceEqual(other.Groups);

    /// <summary>Of the counts.</summary>
    public override int GetHashCode() => HashCode.Combine(Count, Volunteers);

    private static WalkIns From(ImmutableArray<WalkInGroup> groups) => groups.IsEmpty
        ? None
        : new(groups.RemoveAt(groups.Length - 1), groups[^1], groups.Sum(group => group.Count), groups.Sum(group => group.Volunteers));
}
