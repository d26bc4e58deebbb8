using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board.Fold;

/// <summary>All that a board has folded, taken at one version: written as bytes for a fast start, and read back.</summary>
/// <remarks>Happenings are not kept: they are told once, live, and a screen that comes later sees none of before.</remarks>
internal sealed class BoardImage
{
    /// <summary>Name and layout of the bytes. Another number is another layout: the image is then left aside and the journal folded afresh.</summary>
    internal const string Section = "board.3";

    internal required long Version { get; init; }
    internal required DateOnly Day { get; init; }
    internal required Counters[] Counters { get; init; }
    internal required bool[] Online { get; init; }
    internal required long[] Gaps { get; init; }
    internal required bool[] Behind { get; init; }
    internal required KeyValuePair<RequestId, OpenRequest>[] Requests { get; init; }
    internal required long[] TrendTimes { get; init; }
    internal required int[] TrendCheckIns { get; init; }
    internal required int[] TrendRaised { get; init; }
    internal required SparseCounts TrendAtVenues { get; init; }
    internal required SparseCounts TrendInGrids { get; init; }

    internal void Write(BinaryWriter to)
    {
        to.Write(Version);
        to.Write(Day.DayNumber);
        to.Write(Counters.Length);
        foreach (ref readonly var counters in Counters.AsSpan()) Write(to, counters);
        to.Write(Online.Length);
        for (int kiosk = 0; kiosk < Online.Length; kiosk++)
        {
            to.Write(Online[kiosk]);
            to.Write7BitEncodedInt64(Gaps[kiosk]);
            to.Write(Behind[kiosk]);
        }
        to.Write(Requests.Length);
        // In one order, so that equal boards write equal bytes.
        foreach (var (id, request) in Requests.OrderBy(open => open.Value.DueSecond).ThenBy(open => open.Key.ToString(), StringComparer.Ordinal))
        {
            to.Write(id.ToString());
            to.Write7BitEncodedInt(request.Node);
            to.Write(request.Kind.ToString());
            to.Write(request.DueSecond);
            to.Write(request.Overdue);
        }
        to.Write(TrendCheckIns.Length);
        foreach (long time in TrendTimes) to.Write(time);
        foreach (int count in TrendCheckIns) to.Write7BitEncodedInt(count);
        foreach (int count in TrendRaised) to.Write7BitEncodedInt(count);
        TrendAtVenues.Write(to);
        TrendInGrids.Write(to);
    }

    /// <param name="from">What <see cref="Write(BinaryWriter)"/> wrote.</param>
    /// <param name="like">An image of the empty board, which is filled.</param>
    /// <exception cref="InvalidDataException">The bytes are of another count of places.</exception>
    internal static BoardImage Read(BinaryReader from, BoardImage like)
    {
        long version = from.ReadInt64();
        var day = DateOnly.FromDayNumber(from.ReadInt32());
        Expect(from, like.Counters.Length);
        for (int node = 0; node < like.Counters.Length; node++) like.Counters[node] = ReadCounters(from);
        Expect(from, like.Online.Length);
        for (int kiosk = 0; kiosk < like.Online.Length; kiosk++)
            (like.Online[kiosk], like.Gaps[kiosk], like.Behind[kiosk]) = (from.ReadBoolean(), from.Read7BitEncodedInt64(), from.ReadBoolean());
        var requests = new KeyValuePair<RequestId, OpenRequest>[from.ReadInt32()];
        for (int i = 0; i < requests.Length; i++)
        {
            var id = RequestId.Parse(from.ReadString());
            requests[i] = new(id, new OpenRequest(from.Read7BitEncodedInt(), RequestKind.Parse(from.ReadString()), from.ReadInt64(), from.ReadBoolean()));
        }
        Expect(from, like.TrendCheckIns.Length);
        foreach (ref long time in like.TrendTimes.AsSpan()) time = from.ReadInt64();
        foreach (ref int count in like.TrendCheckIns.AsSpan()) count = from.Read7BitEncodedInt();
        foreach (ref int count in like.TrendRaised.AsSpan()) count = from.Read7BitEncodedInt();
        return new BoardImage
        {
            Version = version,
            Day = day,
            Counters = like.Counters,
            Online = like.Online,
            Gaps = like.Gaps,
            Behind = like.Behind,
            Requests = requests,
            TrendTimes = like.TrendTimes,
            TrendCheckIns = like.TrendCheckIns,
            TrendRaised = like.TrendRaised,
            TrendAtVenues = SparseCounts.Read(from, like.TrendAtVenues.Cells),
            TrendInGrids = SparseCounts.Read(from, like.TrendInGrids.Cells),
        };
    }

    private static void Expect(BinaryReader from, int places)
    {
        if (from.ReadInt32() is var kept && kept != places) throw new InvalidDataException($"The board's image is of {kept} places where {places} are expected.");
    }

    private static void Write(BinaryWriter to, in Counters c)
    {
        ReadOnlySpan<int> amounts = [c.Present, c.WalkIns, c.CheckIns, c.Open, c.Overdue, c.Closed, c.ClosedOnTime, c.Raised, c.Volunteers, c.Online, c.Behind];
        foreach (int amount in amounts) to.Write7BitEncodedInt(amount);
        to.Write7BitEncodedInt64(c.Gaps);
        to.Write7BitEncodedInt64(c.OverdueSince);
    }

    private static Counters ReadCounters(BinaryReader from) => new()
    {
        Present = from.Read7BitEncodedInt(),
        WalkIns = from.Read7BitEncodedInt(),
        CheckIns = from.Read7BitEncodedInt(),
        Open = from.Read7BitEncodedInt(),
        Overdue = from.Read7BitEncodedInt(),
        Closed = from.Read7BitEncodedInt(),
        ClosedOnTime = from.Read7BitEncodedInt(),
        Raised = from.Read7BitEncodedInt(),
        Volunteers = from.Read7BitEncodedInt(),
        Online = from.Read7BitEncodedInt(),
        Behind = from.Read7BitEncodedInt(),
        Gaps = from.Read7BitEncodedInt64(),
        OverdueSince = from.Read7BitEncodedInt64(),
    };
}
