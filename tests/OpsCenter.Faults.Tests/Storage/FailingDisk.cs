using System.Diagnostics;
using System.Globalization;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>FT-08: the disk answers EIO to a write or a sync of the journal's log, under load. The full size is <c>tests/long.sh FT-08</c>.</summary>
public sealed class FailingDisk(ITestOutputHelper output)
{
    private const int Kiosks = 8, InputOutputError = 5;
    private static readonly int? Full = Size.Of("OPSCENTER_INJECTIONS");
    private static readonly int Injections = Full ?? 4;
    private static readonly (int Sync, int Write) Latest = Full is null ? (120, 600) : (300, 1_500); // call that fails
    private static readonly int Seed = Size.Of("OPSCENTER_SEED") ?? 20_261_121;

    // The figure is for the full size; a small run may meet a machine that is busy with other tests.
    private static readonly TimeSpan Soon = Full is null ? TimeSpan.FromSeconds(30) : TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_write_or_a_sync_that_fails_ends_the_server_at_once_and_nothing_is_acknowledged_after_it()
    {
        using var folder = new DataFolder();
        string data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        var random = new Random(Seed);
        var start = new ServerStart(data).OnFixedPorts().WithoutRates();
        NumberedFleet? fleet = null;
        var slowest = TimeSpan.Zero;
        int toldAfter = 0;
        try
        {
            for (int i = 0; i < Injections; i++)
            {
                string fail = i % 2 == 0 ? DiskShim.Fail("sync", "journal.db-wal", random.Next(40, Latest.Sync), InputOutputError) : DiskShim.Fail("write", "journal.db-wal", random.Next(200, Latest.Write), InputOutputError);
                var (end, told, code) = await RunAsync(start, folder.Path, fail, i, server => fleet ??= new NumberedFleet(server, Kiosks));
                Assert.True(code is not 0 and not 137, $"The server ended with {code} after {fail}.");
                toldAfter += told;
                if (end > slowest) slowest = end;
            }
            await using var last = await ServerProcess.RunAsync(start);
            await fleet!.ConnectAsync(last.MqttPort);
            await fleet.SendAllAgainAsync();
            Assert.Equal(0, await last.StopAsync());
            var reckoning = fleet.Reckon(await VerifyOutput.OfAsync(data));
            string figures = Results.Line(string.Create(CultureInfo.InvariantCulture, $"{Injections} times EIO, exit at the latest {slowest.TotalMilliseconds:F0} ms after it, {toldAfter} PUBACKs of what no sync had made safe"), reckoning, Seed);
            output.WriteLine(figures);
            Results.Keep(figures);
            Assert.True(toldAfter == 0 && reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" } && reckoning.Attempted == reckoning.Found, figures);
            Assert.InRange(slowest, TimeSpan.Zero, Soon);
        }
        finally
        {
            if (fleet is not null) await fleet.DisposeAsync();
        }
    }

    /// <summary>The negative control: a sync that failed and was reported as done, after which the server goes on; the same count must tell it.</summary>
    [Fact]
    public async Task A_failed_sync_that_is_hidden_from_the_server_is_found_out()
    {
        using var folder = new DataFolder();
        string trace = Path.Combine(folder.Path, "trace"), data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        var environment = await DiskShim.EnvironmentAsync(folder.Path, trace, DiskShim.Fail("sync", "journal.db-wal", 20, 0));
        await using var server = await ServerProcess.RunAsync(new ServerStart(data) { Environment = environment }.WithoutRates());
        await using var fleet = new NumberedFleet(server, Kiosks);
        await fleet.ConnectAsync(server.MqttPort);
        fleet.Begin(TimeSpan.FromMilliseconds(5));
        await Eventually.TrueAsync("PUBACKs follow the hidden failure", TimeSpan.FromSeconds(60), () => Task.FromResult(fleet.Acked > 800));
        await server.KillAsync();
        await fleet.RestAsync();
        Assert.True(ToldAfterTheFailure(DiskTrace.Read(trace), fleet, data).Told > 0, "PUBACKs after a failed sync were not seen.");
    }

    private static async Task<(TimeSpan End, int ToldAfter, int Code)> RunAsync(ServerStart start, string under, string fail, int i, Func<ServerProcess, NumberedFleet> fleetOf)
    {
        string trace = Path.Combine(under, string.Create(CultureInfo.InvariantCulture, $"trace-{i}"));
        await using var server = await ServerProcess.RunAsync(start with { Environment = await DiskShim.EnvironmentAsync(under, trace, fail) });
        var fleet = fleetOf(server);
        await fleet.RestAsync();
        await fleet.ConnectAsync(server.MqttPort);
        fleet.Begin(TimeSpan.FromMilliseconds(5));
        int code = await server.EndsAsync(TimeSpan.FromSeconds(60)) ?? throw new TimeoutException($"The server still runs after {fail}.");
        long ended = Stopwatch.GetTimestamp();
        await fleet.RestAsync();
        var (failedAt, told) = ToldAfterTheFailure(DiskTrace.Read(trace), fleet, start.Data);
        File.Delete(trace);
        return (Stopwatch.GetElapsedTime(failedAt, ended), told, code);
    }

    // A PUBACK of a commit that was synced before may still be on its way when the next one fails.
    private static (long FailedAt, int Told) ToldAfterTheFailure(DiskTrace trace, NumberedFleet fleet, string data)
    {
        int failed = trace.Events.ToList().FindIndex(e => e.Call == DiskCall.Failed);
        Assert.True(failed >= 0, "Nothing failed: this test proves nothing.");
        return (trace.Events[failed].Time, CommitsOfTaps.In(data).Early(trace.Acknowledgements(fleet.ByPort), trace.SyncedTransactions()));
    }
}
