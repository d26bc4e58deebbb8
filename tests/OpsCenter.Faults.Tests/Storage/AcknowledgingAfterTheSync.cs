using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>FT-03: the kernel's own record of the real server says of every PUBACK that the sync of its commit had ended. The full size is <c>tests/long.sh FT-03</c>.</summary>
public sealed class AcknowledgingAfterTheSync(ITestOutputHelper output)
{
    private const int Kiosks = 8;
    private static readonly int Pubacks = Size.Of("OPSCENTER_PUBACKS") ?? 800;

    [Fact]
    public async Task No_PUBACK_leaves_before_the_sync_of_its_commit_has_ended()
    {
        var (told, early, reckoning) = await WatchAsync(Pubacks, lies: false);
        string figures = Results.Line($"{Kiosks} kiosks under strace", $"{told} PUBACKs, {told - early} after the sync of their commit, {early} before; {reckoning}", 0); // nothing is drawn
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.True(early == 0 && told >= Pubacks, figures);
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" } && reckoning.Acknowledged >= Pubacks, figures);

        // The negative control: syncs that never reach the disk, as with synchronous=OFF.
        var (controlTold, controlEarly, control) = await WatchAsync(200, lies: true);
        output.WriteLine($"negative control, no sync reaches the disk: {controlTold} PUBACKs, {controlEarly} before; {control}");
        Assert.True(controlTold >= 200 && controlEarly == controlTold, $"{controlTold - controlEarly} PUBACKs without a sync were taken for good.");
    }

    private static async Task<(int Told, int Early, Reckoning Reckoning)> WatchAsync(int pubacks, bool lies)
    {
        using var folder = new DataFolder();
        string file = Path.Combine(folder.Path, "strace"), data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        string[] strace = ["strace", "-D", "-f", "--seccomp-bpf", "-yy", "-x", "-s", "1024", "-e", "trace=pwrite64,fdatasync,fsync,sendto,sendmsg", "-o", file];
        var start = new ServerStart(data) { Within = strace, Environment = lies ? await DiskShim.LyingAsync(folder.Path) : new Dictionary<string, string>() };
        await using var server = await ServerProcess.RunAsync(start.WithoutRates());
        await using var fleet = new NumberedFleet(server, Kiosks);
        await fleet.ConnectAsync(server.MqttPort);
        fleet.Begin(TimeSpan.FromMilliseconds(5));
        await Eventually.TrueAsync("taps are acknowledged", TimeSpan.FromMinutes(5), () => Task.FromResult(fleet.Acked >= pubacks));
        await fleet.RestAsync();
        await server.KillAsync();
        await Eventually.TrueAsync("strace has written all", TimeSpan.FromMinutes(1), () => Task.FromResult(File.ReadLines(file).Any(line => line.Contains("+++ killed by SIGKILL", StringComparison.Ordinal))));
        var trace = SystemCalls.Read(file, fleet.ByPort);
        return (trace.Told.Count, CommitsOfTaps.In(data).Early(trace.Told, trace.SyncedAt), fleet.Reckon(await VerifyOutput.OfAsync(data)));
    }
}
