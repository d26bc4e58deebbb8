namespace OpsCenter.Board.Fold;

/// <summary>A count for each of many places and each slot of a ring: one array, so that counting is one addition. Few of its cells are ever more than 0.</summary>
/// <remarks>Four bytes a cell. Pages of the array that nobody has counted in are not resident.</remarks>
/// <param name="slots">How many slots.</param>
/// <param name="width">How many places.</param>
internal sealed class CountRing(int slots, int width)
{
    private readonly int[] _cells = new int[slots * width];

    internal int Cells => _cells.Length;

    internal int this[int slot, int place] => _cells[slot * width + place];

    internal void Add(int slot, int place) => _cells[slot * width + place]++;

    internal void Clear(int slot) => Row(slot).Clear();

    /// <summary>All cells of some slots that are more than 0, by their number, lowest first.</summary>
    internal SparseCounts Copy(Func<int, bool> isUsed)
    {
        List<(int Cell, int Count)> some = [];
        for (int slot = 0; slot < slots; slot++)
        {
            if (!isUsed(slot)) continue;
            var row = Row(slot);
            for (int at = row.IndexOfAnyExcept(0); at >= 0 && at < row.Length;)
            {
                some.Add((slot * width + at, row[at]));
                int next = row[(at + 1)..].IndexOfAnyExcept(0);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }
        return new SparseCounts(_cells.Length, [.. some]);
    }

    /// <summary>Puts back what <see cref="Copy"/> gave, into an empty ring.</summary>
    internal void Put(SparseCounts counts)
    {
        foreach (var (cell, count) in counts.Some) _cells[cell] = count;
    }

    private Span<int> Row(int slot) => _cells.AsSpan(slot * width, width);
}

/// <summary>The cells of a ring that are more than 0.</summary>
/// <param name="Cells">How many cells there are in all.</param>
/// <param name="Some">Each by its number, lowest first, and its count.</param>
internal sealed record SparseCounts(int Cells, (int Cell, int Count)[] Some)
{
    internal void Write(BinaryWriter to)
    {
        to.Write(Some.Length);
        int before = 0;
        foreach (var (cell, count) in Some)
        {
            to.Write7BitEncodedInt(cell - before);
            to.Write7BitEncodedInt(count);
            before = cell;
        }
    }

    /// <exception cref="InvalidDataException">A cell lies outside the ring.</exception>
    internal static SparseCounts Read(BinaryReader from, int cells)
    {
        int length = from.ReadInt32();
        if (length < 0 || length > cells) throw new InvalidDataException($"The board's image has {length} counts where there are {cells} cells.");
        var some = new (int, int)[length];
        long cell = 0;
        for (int i = 0; i < length; i++)
        {
            cell += from.Read7BitEncodedInt();
            if (cell < 0 || cell >= cells) throw new InvalidDataException($"The board's image counts in cell {cell} where there are {cells}.");
            some[i] = ((int)cell, from.Read7BitEncodedInt());
        }
        return new SparseCounts(cells, some);
    }
}
