using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using OpsCenter.Journal.Records;
using OpsCenter.Journal.Sqlite.Native;

namespace OpsCenter.Journal.Sqlite;

/* name-position.snapshot: "OPSS" | format 1 (4) | position (8) | content length (8) | CRC-32C of the content (4) | content */

/// <summary>Snapshots as files: written beside, synced, then renamed, so that one is there whole or not at all.</summary>
internal sealed partial class SnapshotFolder(string folder, Action<FaultPoint>? faults)
{
    private const int HeadBytes = 4 + 4 + 8 + 8 + 4;
    private const int Kept = 2;
    private const int Format = 1;
    private static ReadOnlySpan<byte> Magic => "OPSS"u8;

    internal void Save(string name, long position, ReadOnlySpan<byte> content)
    {
        if (!NamePattern().IsMatch(name)) throw new ArgumentException($"'{name}' is no name of a snapshot: 1 to 32 characters of a-z 0-9 -.", nameof(name));
        JournalDirectory.Prepare(folder);
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}.{position:D19}.snapshot"));
        string half = path + ".tmp";
        Span<byte> head = stackalloc byte[HeadBytes];
        WriteHead(head, position, content);
        foreach (string left in Directory.EnumerateFiles(folder, $"{name}.*.tmp")) File.Delete(left); // of a process that was stopped
        using (var file = File.OpenHandle(half, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, head, 0);
            RandomAccess.Write(file, content, HeadBytes);
            RandomAccess.FlushToDisk(file);
        }
        faults?.Invoke(FaultPoint.BeforeSnapshotRename);
        File.Move(half, path, overwrite: true);
        DirectorySync.Flush(folder);
        faults?.Invoke(FaultPoint.AfterSnapshotRename);
        foreach (var (_, old) in Of(name).Skip(Kept)) File.Delete(old);
    }

    internal bool TryLoad(string name, long head, out long position, out byte[] content)
    {
        foreach (var (at, path) in Of(name))
        {
            if (at > head || !TryRead(path, at, out content)) continue;
            position = at;
            return true;
        }
        position = 0;
        content = [];
        return false;
    }

    // Newest first.
    private IEnumerable<(long Position, string Path)> Of(string name) => !Directory.Exists(folder) ? [] :
        Directory.EnumerateFiles(folder, $"{name}.*.snapshot")
            .Select(path => (Match: FilePattern().Match(Path.GetFileName(path)), path))
            .Where(file => file.Match.Success && file.Match.Groups["name"].Value == name)
            .Select(file => (long.Parse(file.Match.Groups["position"].Value, CultureInfo.InvariantCulture), file.path))
            .OrderByDescending(file => file.Item1);

    private static bool TryRead(string path, long position, out byte[] content)
    {
        content = [];
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < HeadBytes) return false;
        var body = bytes.AsSpan(HeadBytes);
        Span<byte> head = stackalloc byte[HeadBytes];
        WriteHead(head, position, body);
        if (!head.SequenceEqual(bytes.AsSpan(0, HeadBytes))) return false;
        content = body.ToArray();
        return true;
    }

    private static void WriteHead(Span<byte> head, long position, ReadOnlySpan<byte> content)
    {
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], Format);
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], position);
        BinaryPrimitives.WriteInt64LittleEndian(head[16..], content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[24..], Crc32C.Of(content));
    }

    [GeneratedRegex("^[a-z0-9-]{1,32}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^(?<name>[a-z0-9-]{1,32})\.(?<position>[0-9]{19})\.snapshot$")]
    private static partial Regex FilePattern();
}
