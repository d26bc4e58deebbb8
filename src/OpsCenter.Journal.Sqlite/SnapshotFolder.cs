using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Records;
using OpsCenter.Journal.Snapshots;
using OpsCenter.Journal.Sqlite.Native;

namespace OpsCenter.Journal.Sqlite;

/* name.position.snapshot: "OPSS" | format 2 (4) | position (8) | content length (8) | link: hash of the commit that holds the position (32) | CRC-32C of the content (4) | content */

/// <summary>Snapshots as files: written beside, synced, then renamed, so that one is there whole or not at all.</summary>
internal sealed partial class SnapshotFolder(string folder, Action<FaultPoint>? faults)
{
    private const int LinkAt = 4 + 4 + 8 + 8;
    private const int CrcAt = LinkAt + CommitEncoder.HashBytes;
    private const int HeadBytes = CrcAt + 4;
    private const int Kept = 2;
    private const int Format = 2;
    private static ReadOnlySpan<byte> Magic => "OPSS"u8;

    internal void Save(string name, long position, ReadOnlySpan<byte> link, ReadOnlySpan<byte> content)
    {
        if (!NamePattern().IsMatch(name)) throw new ArgumentException($"'{name}' is no name of a snapshot: 1 to 32 characters of a-z 0-9 -.", nameof(name));
        JournalDirectory.Prepare(folder);
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}.{position:D19}.snapshot"));
        string half = path + ".tmp";
        Span<byte> head = stackalloc byte[HeadBytes];
        WriteHead(head, position, link, content);
        foreach (string left in Directory.EnumerateFiles(folder, $"{name}.*.tmp")) File.Delete(left); // of a process that was stopped
        try
        {
            using var file = File.OpenHandle(half, FileMode.Create, FileAccess.Write);
            RandomAccess.Write(file, head, 0);
            int middle = content.Length / 2;
            RandomAccess.Write(file, content[..middle], HeadBytes);
            faults?.Invoke(FaultPoint.MidSnapshotWrite);
            RandomAccess.Write(file, content[middle..], HeadBytes + middle);
            RandomAccess.FlushToDisk(file);
        }
        catch (IOException)
        {
            File.Delete(half); // half a snapshot must not hold the space that a full disk lacks
            throw;
        }
        faults?.Invoke(FaultPoint.BeforeSnapshotRename);
        File.Move(half, path, overwrite: true);
        DirectorySync.Flush(folder);
        faults?.Invoke(FaultPoint.AfterSnapshotRename);
        foreach (var (_, old) in Of(name).Skip(Kept))
        {
            File.Delete(old);
            faults?.Invoke(FaultPoint.AfterSnapshotDelete);
        }
    }

    /// <summary>The snapshots of a name, the newest first.</summary>
    /// <param name="name">The name.</param>
    /// <param name="head">Those beyond are left out.</param>
    /// <param name="linkAt">The hash of the commit that holds a position of the journal as it is.</param>
    internal IEnumerable<Snapshot> Load(string name, long head, Func<long, byte[]> linkAt) =>
        Of(name).Where(file => file.Position <= head).Select(file => Read(file.Path, file.Position, linkAt(file.Position)));

    // Newest first.
    private List<(long Position, string Path)> Of(string name) => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, $"{name}.*.snapshot")
            .Select(path => (Match: FilePattern().Match(Path.GetFileName(path)), path))
            .Where(file => file.Match.Success && file.Match.Groups["name"].Value == name)
            .Select(file => (long.Parse(file.Match.Groups["position"].Value, CultureInfo.InvariantCulture), file.path))
            .OrderByDescending(file => file.Item1)];

    private static Snapshot Read(string path, long position, ReadOnlySpan<byte> link)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < HeadBytes) return new Snapshot(position, default, "it is cut short");
        var content = bytes.AsMemory(HeadBytes);
        Span<byte> head = stackalloc byte[HeadBytes];
        var kept = bytes.AsSpan(0, HeadBytes);
        WriteHead(head, position, kept[LinkAt..CrcAt], content.Span);
        if (!head.SequenceEqual(kept)) return new Snapshot(position, default, "it is damaged, or of another format");
        return kept[LinkAt..CrcAt].SequenceEqual(link)
            ? new Snapshot(position, content, null)
            : new Snapshot(position, default, $"it is of another journal: the link at {position} differs");
    }

    private static void WriteHead(Span<byte> head, long position, ReadOnlySpan<byte> link, ReadOnlySpan<byte> content)
    {
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], Format);
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], position);
        BinaryPrimitives.WriteInt64LittleEndian(head[16..], content.Length);
        link.CopyTo(head[LinkAt..]);
        BinaryPrimitives.WriteUInt32LittleEndian(head[CrcAt..], Crc32C.Of(content));
    }

    [GeneratedRegex("^[a-z0-9-]{1,32}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^(?<name>[a-z0-9-]{1,32})\.(?<position>[0-9]{19})\.snapshot$")]
    private static partial Regex FilePattern();
}
