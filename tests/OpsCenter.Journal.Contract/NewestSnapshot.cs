namespace OpsCenter.Journal.Contract;

/// <summary>What a start takes: the newest snapshot without fault.</summary>
public static class NewestSnapshot
{
    public static bool TryLoadSnapshot(this IJournal journal, string name, out long position, out byte[] content)
    {
        var newest = journal.Snapshots(name).FirstOrDefault(snapshot => snapshot.Fault is null);
        (position, content) = (newest?.Position ?? 0, newest?.Content.ToArray() ?? []);
        return newest is not null;
    }
}
