namespace OpsCenter.Faults.Tests.Storage;

/// <summary>
/// A disk as the events of a trace left it: what is safe, and what was done since and may be lost. A sync makes safe what was done to its
/// file before the sync began; a name is safe once its folder was synced.
/// </summary>
internal sealed class TracedDisk(DiskTrace trace, bool believesSyncs)
{
    private const int Page = 4096, Sector = 512;
    private readonly Dictionary<string, Node> _now = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> _safe = new(StringComparer.Ordinal);
    private readonly List<NameChange> _changes = [];
    private readonly Dictionary<string, Queue<int>> _folderSyncs = new(StringComparer.Ordinal);

    internal void Take(in DiskEvent e)
    {
        if (e.Call is DiskCall.Told or DiskCall.Failed) return;
        string name = trace.NameOf(e.File);
        switch (e.Call)
        {
            case DiskCall.Create when !_now.ContainsKey(name): Note(new NameChange(name, _now[name] = new Node())); break;
            case DiskCall.Write: Of(name).Pending.Add(new Change(e.Offset, e.Bytes)); break;
            case DiskCall.Truncate: Of(name).Pending.Add(new Change(e.Offset, null)); break;
            case DiskCall.Unlink when _now.Remove(name): Note(new NameChange(name, null)); break;
            case DiskCall.Rename: Rename(name, trace.NameOf((int)e.Offset)); break;
            case DiskCall.SyncBegins when believesSyncs: Begin(name); break;
            case DiskCall.SyncEnds when believesSyncs: End(name); break;
        }
    }

    /// <summary>What a power cut leaves now, as bytes by name; the seed says what of the unsafe survives.</summary>
    internal IEnumerable<(string Name, byte[] Bytes)> Cut(Random seed)
    {
        int luck = seed.Next(5);
        var names = new Dictionary<string, Node>(_safe, StringComparer.Ordinal);
        foreach (var change in Survivors(_changes, luck, seed)) Apply(names, change);
        foreach (var (name, node) in names.OrderBy(row => row.Key, StringComparer.Ordinal)) yield return (name, Content(node, luck, seed));
    }

    private static byte[] Content(Node node, int luck, Random seed)
    {
        var file = node.Safe.Copy();
        var pieces = node.Pending.SelectMany(Pieces).ToList();
        var survivors = Survivors(pieces, luck, seed).ToList();
        int torn = luck == 4 && survivors.Count > 0 ? seed.Next(survivors.Count) : -1;
        for (int i = 0; i < survivors.Count; i++)
        {
            if (i != torn || survivors[i].Bytes is not { } bytes) file.Apply(survivors[i]);
            else
                for (int at = 0; at < bytes.Length; at += Sector)
                    if (seed.Next(2) == 0) file.Apply(new Change(survivors[i].Offset + at, bytes.Slice(at, Math.Min(Sector, bytes.Length - at))));
        }
        return file.ToArray();
    }

    // 0: nothing survives · 1: all · 2: what came first · 3 and 4: any, in order
    private static IEnumerable<T> Survivors<T>(IReadOnlyList<T> all, int luck, Random seed) => luck switch
    {
        0 => [],
        1 => all,
        2 => all.Take(seed.Next(all.Count + 1)),
        _ => all.Where(_ => seed.Next(2) == 0),
    };

    private static IEnumerable<Change> Pieces(Change change)
    {
        if (change.Bytes is not { } bytes)
        {
            yield return change;
            yield break;
        }
        for (long at = change.Offset; at < change.Offset + bytes.Length;)
        {
            long next = Math.Min((at / Page + 1) * Page, change.Offset + bytes.Length);
            yield return new Change(at, bytes.Slice((int)(at - change.Offset), (int)(next - at)));
            at = next;
        }
    }

    private Node Of(string name)
    {
        if (!_now.TryGetValue(name, out var node)) Note(new NameChange(name, _now[name] = node = new Node()));
        return node;
    }

    private void Rename(string from, string to)
    {
        if (!_now.Remove(from, out var node)) return;
        _now[to] = node;
        Note(new NameChange(to, node, from)); // one change: the file bears one name or the other
    }

    private void Note(NameChange change) => _changes.Add(change);

    private void Begin(string name)
    {
        if (_now.TryGetValue(name, out var node)) node.Syncs.Enqueue(node.Pending.Count);
        else
        {
            if (!_folderSyncs.TryGetValue(name, out var syncs)) _folderSyncs[name] = syncs = [];
            syncs.Enqueue(_changes.Count);
        }
    }

    private void End(string name)
    {
        if (_now.TryGetValue(name, out var node)) node.MakeSafe();
        else if (_folderSyncs.TryGetValue(name, out var syncs) && syncs.TryDequeue(out int upTo))
        {
            var done = _changes.Take(upTo).Where(change => Path.GetDirectoryName(change.Name) == name).ToList();
            foreach (var change in done) Apply(_safe, change);
            _changes.RemoveAll(done.Contains);
            foreach (var other in _folderSyncs.Values)
                for (int left = other.Count; left > 0; left--) other.Enqueue(Math.Max(0, other.Dequeue() - done.Count));
        }
    }

    private static void Apply(Dictionary<string, Node> names, NameChange change)
    {
        if (change.Was is not null) names.Remove(change.Was);
        if (change.Node is null) names.Remove(change.Name);
        else names[change.Name] = change.Node;
    }

    /// <summary>Bytes at a place, or a new length when there are none.</summary>
    internal readonly record struct Change(long Offset, ReadOnlyMemory<byte>? Bytes);

    private sealed class NameChange(string name, Node? node, string? was = null)
    {
        internal string Name => name;

        internal Node? Node => node;

        internal string? Was => was;
    }

    private sealed class Node
    {
        internal GrowingFile Safe { get; } = new();

        internal List<Change> Pending { get; } = [];

        internal Queue<int> Syncs { get; } = [];

        internal void MakeSafe()
        {
            if (!Syncs.TryDequeue(out int upTo)) return;
            foreach (var change in Pending.Take(upTo)) Safe.Apply(change);
            Pending.RemoveRange(0, upTo);
            for (int left = Syncs.Count; left > 0; left--) Syncs.Enqueue(Math.Max(0, Syncs.Dequeue() - upTo));
        }
    }
}

/// <summary>A file's bytes; what was never written is zero.</summary>
internal sealed class GrowingFile
{
    private byte[] _bytes = [];
    private int _length;

    internal GrowingFile Copy() => new() { _bytes = _bytes.AsSpan(0, _length).ToArray(), _length = _length };

    internal void Apply(TracedDisk.Change change)
    {
        if (change.Bytes is not { } bytes) Resize((int)change.Offset);
        else
        {
            if (change.Offset + bytes.Length > _length) Resize((int)change.Offset + bytes.Length);
            bytes.Span.CopyTo(_bytes.AsSpan((int)change.Offset));
        }
    }

    internal byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    private void Resize(int length)
    {
        if (length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(length, 2 * _bytes.Length));
        if (length < _length) _bytes.AsSpan(length, _length - length).Clear();
        _length = length;
    }
}
