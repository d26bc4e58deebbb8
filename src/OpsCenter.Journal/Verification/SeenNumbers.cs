namespace OpsCenter.Journal.Verification;

/// <summary>Which numbers of one outbox stand in the journal, as runs. Written apart from the rules that it checks, and on another idea: what is there, not what is missing.</summary>
internal sealed class SeenNumbers
{
    private readonly List<(long From, long To)> _runs = []; // lowest first, never touching

    internal long UpTo => _runs.Count == 0 ? 0 : _runs[^1].To;

    /// <summary>Adds a number; false when it is there already.</summary>
    internal bool Add(long number)
    {
        int next = FirstRunFrom(number + 1); // the first run that starts above the number
        if (next > 0 && _runs[next - 1].To >= number) return false;
        bool joinsBefore = next > 0 && _runs[next - 1].To == number - 1;
        bool joinsAfter = next < _runs.Count && _runs[next].From == number + 1;
        if (joinsBefore && joinsAfter)
        {
            _runs[next - 1] = (_runs[next - 1].From, _runs[next].To);
            _runs.RemoveAt(next);
        }
        else if (joinsBefore) _runs[next - 1] = (_runs[next - 1].From, number);
        else if (joinsAfter) _runs[next] = (number, _runs[next].To);
        else _runs.Insert(next, (number, number));
        return true;
    }

    /// <summary>The runs between 1 and <see cref="UpTo"/> that are not there, lowest first, both ends inclusive.</summary>
    internal IEnumerable<(long From, long To)> Missing()
    {
        long expected = 1;
        foreach (var (from, to) in _runs)
        {
            if (from > expected) yield return (expected, from - 1);
            expected = to + 1;
        }
    }

    private int FirstRunFrom(long number)
    {
        int low = 0, high = _runs.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_runs[middle].From < number) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
