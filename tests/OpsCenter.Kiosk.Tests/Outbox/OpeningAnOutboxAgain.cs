using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.Kiosk.Tests.Testing;

namespace OpsCenter.Kiosk.Tests.Outbox;

public sealed class OpeningAnOutboxAgain : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("outbox.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_keeps_its_id_its_taps_and_its_highest_number()
    {
        using (var first = SqliteOutbox.Open(Path, Drafts.Options("aaaaaaaa")))
        {
            await first.AppendAsync(5);
            first.Delete(Drafts.ReceiptOf(first, 5, new SeqRange(2, 2)));
        }
        using var again = SqliteOutbox.Open(Path, Drafts.Options("bbbbbbbb"));
        Assert.Equal((OutboxId.Parse("aaaaaaaa"), 5, 1), (again.Id, again.Status.LastSeq, again.Status.Count));
        await again.AppendAsync(1);
        Assert.Equal([2, 6], again.Seqs());
    }

    [Fact]
    public async Task It_never_gives_a_number_again_though_every_tap_was_deleted()
    {
        using (var first = SqliteOutbox.Open(Path, Drafts.Options()))
        {
            await first.AppendAsync(7);
            first.Delete(Drafts.ReceiptOf(first, 7));
        }
        using var again = SqliteOutbox.Open(Path, Drafts.Options());
        await again.AppendAsync(1);
        Assert.Equal([8], again.Seqs());
    }

    [Fact]
    public void A_second_process_or_hand_is_refused_while_the_first_has_it()
    {
        using var first = SqliteOutbox.Open(Path, Drafts.Options());
        Assert.Throws<OutboxBrokenException>(() => SqliteOutbox.Open(Path, Drafts.Options()));
    }

    [Fact]
    public async Task A_log_cut_at_any_byte_opens_with_a_whole_beginning_of_what_was_stored()
    {
        byte[] file, log;
        using (var first = SqliteOutbox.Open(Path, Drafts.Options()))
        {
            await first.AppendAsync(6);
            (file, log) = (Shared(Path), Shared(Path + "-wal"));
        }
        long before = -1;
        for (int length = 0; length <= log.Length; length += length < log.Length - 9000 ? 509 : 13)
        {
            long held = ReopenCut(file, log[..length]);
            Assert.True(held >= before, $"{length} bytes of the log held {held} taps, fewer than a shorter log's {before}.");
            before = held;
        }
        Assert.Equal(6, ReopenCut(file, log));
    }

    [Fact]
    public async Task A_damaged_file_is_set_aside_and_a_new_outbox_takes_its_place()
    {
        using (var first = SqliteOutbox.Open(Path, Drafts.Options("aaaaaaaa"))) await first.AppendAsync(3);
        var bytes = await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken);
        bytes.AsSpan(0, 100).Fill(0x55);
        await File.WriteAllBytesAsync(Path, bytes, TestContext.Current.CancellationToken);
        using var again = SqliteOutbox.Open(Path, Drafts.Options("bbbbbbbb"));
        Assert.Equal((OutboxId.Parse("bbbbbbbb"), 0L), (again.Id, again.Status.LastSeq));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(again.SetAside!, TestContext.Current.CancellationToken));
    }

    private long ReopenCut(byte[] file, byte[] log)
    {
        string path = _folder.File("cut.db");
        File.WriteAllBytes(path, file);
        File.WriteAllBytes(path + "-wal", log);
        using (var outbox = SqliteOutbox.Open(path, Drafts.Options()))
        {
            Assert.Null(outbox.SetAside);
            Assert.Equal(Enumerable.Range(1, outbox.Status.Count).Select(i => (long)i), outbox.Seqs());
            return outbox.Status.Count;
        }
    }

    private static byte[] Shared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
