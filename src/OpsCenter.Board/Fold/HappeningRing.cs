using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board.Fold;

/// <summary>One thing that happened at a place, as screens may tell it: no person in it.</summary>
/// <param name="Happened">When it happened.</param>
/// <param name="Type"><c>check-in</c>, <c>request</c>, <c>overdue</c> or <c>closed</c>.</param>
/// <param name="Node">The venue of a check-in, else the grid.</param>
/// <param name="Kind">The purpose of a check-in, else the request's kind in the catalogue.</param>
internal readonly record struct Happening(DateTimeOffset Happened, string Type, int Node, string Kind);

/// <summary>The last 1,024 happenings; older ones are overwritten. A tap heard more than 5 minutes late is not live and never enters.</summary>
internal sealed class HappeningRing
{
    internal const int Capacity = 1024;
    private static readonly TimeSpan Live = TimeSpan.FromMinutes(5);
    private readonly Happening[] _ring = new Happening[Capacity];

    /// <summary>How many were ever told; the number of the newest.</summary>
    internal long Told { get; private set; }

    internal void Tell(Fact fact, string type, int node, string kind)
    {
        if (fact.Heard - fact.Happened > Live) return;
        _ring[(int)(Told++ % Capacity)] = new Happening(fact.Happened, type, node, kind);
    }

    /// <summary>The happening of a number that is at most <see cref="Capacity"/> before the newest.</summary>
    internal Happening this[long number] => _ring[(int)(number % Capacity)];
}
