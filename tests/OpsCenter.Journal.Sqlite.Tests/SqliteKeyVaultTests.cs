using System.Runtime.Versioning;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Contract;
using OpsCenter.Journal.Sealing;

namespace OpsCenter.Journal.Sqlite.Tests;

[SupportedOSPlatform("linux")]
public sealed class SqliteKeyVaultTests : KeyVaultContract
{
    private readonly TestFolder _folder = new();
    private bool _full;

    protected override IKeyStore Open() => new SqliteKeyStore(_folder.Options with { Faults = Meet });

    protected override void FillTheDisk(bool full) => _full = full;

    protected override void Clean() => _folder.Dispose();

    [Fact]
    public void A_destroyed_key_stands_in_no_file_any_more()
    {
        byte[] key = [.. Enumerable.Range(100, 32).Select(n => (byte)n)];
        using var store = Open();
        for (int i = 0; i < 40; i++) store.Save([new($"person/{i}", [.. Enumerable.Repeat((byte)i, 32)])]);
        store.Save([new("person/marked", key)]);
        Assert.True(Stands(key));
        Assert.True(store.Destroy("person/marked"));
        Assert.False(Stands(key));
    }

    [Fact]
    public void Keys_are_readable_by_their_owner_only()
    {
        using var store = Open();
        store.Save([new("person/1", new byte[32])]);
        Assert.All(Directory.GetFiles(_folder.Path, "keys.db*"), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Path));
    }

    private void Meet(FaultPoint point)
    {
        if (point == FaultPoint.BeforeKeyFlush && _full) throw new JournalFullException("Filled by the test.");
    }

    private bool Stands(byte[] key) => Directory.GetFiles(_folder.Path).Any(file => Bytes(file).AsSpan().IndexOf(key) >= 0);

    private static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
