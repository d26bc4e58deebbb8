using OpsCenter.Journal.Contract;

namespace OpsCenter.Journal.Sqlite.Tests;

/// <summary>FT-01 for the journal alone: whatever was reported durable is there after kill -9, and all of it checks.</summary>
public sealed class KillTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ten_kills_at_random_moments_lose_nothing_that_was_reported()
    {
        var random = new Random(1);
        var cancellation = TestContext.Current.CancellationToken;
        long reported = 0;
        for (int kill = 0; kill < 10; kill++)
        {
            using var writer = WriterProcess.Start(_folder.Path, batch: random.Next(1, 30), checkpoint: 256 << 10);
            reported = (await writer.ReadUntil(report => report.Head > reported, cancellation)).Head;
            await Task.Delay(random.Next(20, 300), cancellation);
            reported = Math.Max(reported, await writer.Kill(cancellation));
            var verified = SqliteJournal.Verify(_folder.Path);
            Assert.True(verified.IsSound, verified.Chain);
            Assert.True(verified.Events >= reported, $"kill {kill}: {reported} were reported durable, {verified.Events} are there");
            Assert.Equal(verified.Events, verified.CheckIns);
        }
        using var journal = SqliteJournal.Open(_folder.Options);
        Assert.Equal(Facts.CheckIns(1, (int)journal.Head), journal.Read(0));
    }
}
