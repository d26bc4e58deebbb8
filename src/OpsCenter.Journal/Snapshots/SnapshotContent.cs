using System.Text;

namespace OpsCenter.Journal.Snapshots;

/* format 1 (4) | pack's hash (text) | count of sections (4) | for each: name and shape (text), length (4), bytes */

/// <summary>What a snapshot holds: one section a fold, all at one position and under one city pack. All of it is taken over, or none.</summary>
public static class SnapshotContent
{
    private const int Format = 1;

    /// <summary>Writes the sections in their order.</summary>
    /// <param name="pack">The hash of the pack under which they were folded.</param>
    /// <param name="sections">Name and shape, and what writes the bytes.</param>
    public static byte[] Write(string pack, IReadOnlyList<(string Section, Action<BinaryWriter> Write)> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        using var bytes = new MemoryStream(64 * 1024);
        using var to = new BinaryWriter(bytes, Encoding.UTF8);
        to.Write(Format);
        to.Write(pack);
        to.Write(sections.Count);
        foreach (var (section, write) in sections)
        {
            to.Write(section);
            to.Write(0);
            to.Flush();
            long begin = bytes.Position;
            write(to);
            to.Flush();
            long end = bytes.Position;
            bytes.Position = begin - sizeof(int);
            to.Write(checked((int)(end - begin)));
            to.Flush();
            bytes.Position = end;
        }
        return bytes.ToArray();
    }

    /// <summary>Reads the sections into the folds they were taken from; the folds stay as they are when it returns a sentence.</summary>
    /// <param name="content">What <see cref="Write"/> wrote.</param>
    /// <param name="pack">The hash of the pack in force.</param>
    /// <param name="folds">The folds, all still empty, in the order of their sections.</param>
    /// <returns>Null when all was taken over; else why nothing was.</returns>
    public static string? TakeOver(ReadOnlyMemory<byte> content, string pack, IReadOnlyList<IKept> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        List<Action> takeOvers = [];
        try
        {
            using var from = new BinaryReader(new MemoryStream(content.ToArray(), writable: false), Encoding.UTF8);
            if (from.ReadInt32() is var format and not Format) return $"it has format {format}, and this server reads format {Format}";
            if (from.ReadString() != pack) return "it was folded under another city pack";
            if (from.ReadInt32() is var count && count != folds.Count) return $"it holds {count} sections, and this server has {folds.Count} folds";
            foreach (var fold in folds)
            {
                if (from.ReadString() is var section && section != fold.Section) return $"its section is {section}, and this server reads {fold.Section}";
                long end = from.ReadInt32() + from.BaseStream.Position;
                takeOvers.Add(fold.Read(from));
                if (from.BaseStream.Position != end) return $"its section {section} has another length than its fold reads";
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or ArgumentException or OverflowException)
        {
            return $"it cannot be read: {e.Message}";
        }
        foreach (var takeOver in takeOvers) takeOver();
        return null;
    }
}
