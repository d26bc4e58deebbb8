using System.Diagnostics;
using System.Globalization;
using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Testing;

namespace OpsCenter.Faults.Tests.Screens;

/// <summary>FT-13: a screen that reads little or nothing slows no other, holds little, is cut in the end, and is up to date soon after it reads again.</summary>
/// <remarks>
/// One that reads a byte a second stands for a process that was stopped (SIGSTOP): to the server both are a peer whose kernel takes what its
/// buffers take, confirms it, and has no room for more.
/// </remarks>
[Collection(nameof(Alone))]
public sealed class SlowScreens(ITestOutputHelper output)
{
    private const long Megabyte = 1024 * 1024;
    private static readonly (string Name, int Megabytes) Children = ("children", 1), Grids = ("grids", 3); // what each may hold
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The full size is tests/long.sh FT-13, which sets it and leaves the hub's own limit as it is.
    private static readonly int? Cycles = Size.Of("OPSCENTER_CYCLES");
    private static readonly int Screens = Cycles is null ? 20 : 50;
    private static readonly int Kiosks = Cycles is null ? 10 : 25;
    private static readonly TimeSpan Looking = TimeSpan.FromSeconds(Cycles is null ? 2 : 15);
    private static readonly TimeSpan CutAfter = TimeSpan.FromSeconds(Cycles is null ? 7 : 30);

    [Fact]
    public async Task Others_are_as_fresh_as_before_and_it_holds_little_until_it_is_cut_or_reads_again()
    {
        await BesideSlowOnesAsync(Children, then: Cycles is null ? Grids : null);
        if (Cycles is not null) await BesideSlowOnesAsync(Grids, then: null);
    }

    private async Task BesideSlowOnesAsync((string Name, int Megabytes) detail, (string Name, int Megabytes)? then)
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(Start(folder, CutAfter));
        await using var fleet = new Fleet(server, Kiosks, TimeSpan.FromMilliseconds(100)); // 40 taps/s each
        List<HubScreen> screens = [];
        for (int i = 0; i < Screens; i++) screens.Add(await HubScreen.WatchAsync(server, server.HttpPort, Credentials.City, "children"));
        await Task.Delay(Looking, TestContext.Current.CancellationToken);
        double before = await P95Async(screens);
        long heap = server.LiveBytes;

        await using var held = await SlowOnes.WatchAsync(server, detail.Name);
        var watch = Stopwatch.StartNew();
        await Task.Delay(Looking / 6, TestContext.Current.CancellationToken); // a dozen that enter at once are another matter
        double during = await P95Async(screens);
        var (each, kernel) = HeldEach(server, heap);
        // The negative control of the figure: memory beyond the bound, kept for each of them, is told by it.
        BackDoor.Ask(folder.Path, string.Create(CultureInfo.InvariantCulture, $"hold {SlowOnes.Behind * (detail.Megabytes + 2)}"));
        long leaking = HeldEach(server, heap).Each;
        BackDoor.Ask(folder.Path, "hold 0");

        held.ReadAgain(); // before it is cut
        long target = screens.Max(screen => screen.Version);
        var resuming = Stopwatch.StartNew();
        bool wasCut = await held.CatchUpAsync(target, Patience);
        var converged = resuming.Elapsed;
        await Eventually.TrueAsync("who reads nothing is cut", CutAfter + Patience, () => Task.FromResult(server.Figure("opscenter.wall.screens") <= Screens + SlowOnes.Count / 4));
        var cut = watch.Elapsed;
        string others = then is { } other ? await AndAsync(server, screens, other) : "";

        await fleet.DrainAsync(Patience);
        var reckoning = fleet.Reckon(await VerifyOutput.OfAsync(folder.Path));
        string figures = string.Create(CultureInfo.InvariantCulture,
            $"{detail.Name}: p95 age of {Screens} others {before:F0} ms before, {during:F0} ms beside {SlowOnes.Count} slow ones; each held {each / 1024} KB, {kernel / 1024} of it in the kernel (control: {leaking / 1024} KB where {detail.Megabytes + 2} MB each were kept){others}; " +
            $"one that read again {(wasCut ? "had been cut, came back and " : "")}was up to date after {converged.TotalSeconds:F1} s, the rest cut after {cut.TotalSeconds:F1} s");
        Tell(figures, reckoning);
        Assert.InRange(each, long.MinValue, detail.Megabytes * Megabyte);
        Assert.True(leaking > detail.Megabytes * Megabyte, figures);
        Assert.InRange(during, 0, 3 * before + 1_000); // the sharp bounds are long.sh's: this says that nobody waited for the slow ones
        Assert.All(screens, screen => Assert.False(screen.IsEnded));
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" }, figures);
        if (Cycles is not null && (during > 1.1 * before || converged > TimeSpan.FromSeconds(2) || cut > CutAfter + TimeSpan.FromSeconds(5))) Assert.Fail($"A promise is broken: {figures}");
        foreach (var screen in screens) await screen.DisposeAsync();
    }

    /// <summary>The same figure for screens that watch something else.</summary>
    private static async Task<string> AndAsync(ServerProcess server, List<HubScreen> screens, (string Name, int Megabytes) detail)
    {
        long heap = server.LiveBytes;
        await using var held = await SlowOnes.WatchAsync(server, detail.Name);
        await P95Async(screens);
        long each = HeldEach(server, heap).Each;
        Assert.InRange(each, long.MinValue, detail.Megabytes * Megabyte);
        return string.Create(CultureInfo.InvariantCulture, $", {detail.Name} {each / 1024} KB");
    }

    private static (long Each, long Kernel) HeldEach(ServerProcess server, long heap)
    {
        long kernel = KernelBuffers.HeldBy(server.HttpPort) / SlowOnes.Behind;
        return ((server.LiveBytes - heap) / SlowOnes.Behind + kernel, kernel);
    }

    /// <summary>And the negative controls: where nobody is cut the dead are still there, and a wire that is late for everybody is seen in the same figure.</summary>
    [Fact]
    public async Task Slow_screens_that_come_and_go_leave_nothing_behind_and_where_nobody_is_cut_they_stay()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(Start(folder, TimeSpan.FromMinutes(10)));
        await using var dead = new FaultyLine(server.HttpPort) { BytesPerSecond = SlowOnes.Kilobyte };
        await using var forgotten = await HubScreen.WatchAsync(server, dead.Port, SlowOnes.Quiet, "self"); // where frames are many Kestrel's own least rate would end it
        await Eventually.TrueAsync("it watches", Patience, () => Task.FromResult(server.Figure("opscenter.wall.screens") == 1));
        dead.BytesPerSecond = 1;
        var watch = Stopwatch.StartNew();

        await using var fleet = new Fleet(server, 2, TimeSpan.FromMilliseconds(100));
        // Warm: buffers are pooled, heaps have found their size, and all that runs often was compiled for the last time, which takes about a thousand.
        await CycleAsync(server, Cycles ?? 30);
        var (heap, resident) = (server.LiveBytes, server.ResidentBytes);
        int cycles = Cycles ?? 30;
        await CycleAsync(server, cycles);
        var (heapAfter, residentAfter) = (server.LiveBytes, server.ResidentBytes);

        await using var line = new FaultyLine(server.HttpPort);
        await using var screen = await HubScreen.WatchAsync(server, line.Port, Credentials.City, "children");
        double before = await P95Async([screen]);
        line.Delay = TimeSpan.FromMilliseconds(Math.Max(500, before));
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        double late = await P95Async([screen]);
        var left = CutAfter + TimeSpan.FromSeconds(3) - watch.Elapsed;
        if (left > TimeSpan.Zero) await Task.Delay(left, TestContext.Current.CancellationToken);
        await fleet.DrainAsync(Patience);
        var reckoning = fleet.Reckon(await VerifyOutput.OfAsync(folder.Path));
        string figures = string.Create(CultureInfo.InvariantCulture,
            $"{cycles} slow screens came and went: heap {heap / 1048576.0:F1} → {heapAfter / 1048576.0:F1} MB, RSS {resident / 1048576.0:F0} → {residentAfter / 1048576.0:F0} MB ({100.0 * (residentAfter - resident) / resident:F1} %); " +
            $"control: not cut, a dead one is still there after {watch.Elapsed.TotalSeconds:F0} s; p95 {before:F0} → {late:F0} ms on a late wire");
        Tell(figures, reckoning);
        Assert.Equal(2, server.Figure("opscenter.wall.screens"));
        Assert.True(late > 1.1 * before + 200, figures);
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" }, figures);
        Assert.InRange(heapAfter, 0, heap * 1.05 + 1024 * 1024); // the journal's own growth
        if (Cycles is not null) Assert.InRange(residentAfter, 0, resident * 1.05);
    }

    private static async Task CycleAsync(ServerProcess server, int cycles)
    {
        double standing = server.Figure("opscenter.wall.screens");
        await using var line = new FaultyLine(server.HttpPort) { BytesPerSecond = 10 * SlowOnes.Kilobyte };
        foreach (int[] handful in Enumerable.Range(0, cycles).Chunk(10))
        {
            var screens = await Task.WhenAll(handful.Select(_ => HubScreen.WatchAsync(server, line.Port, Credentials.City, "grids")));
            foreach (var screen in screens) await Eventually.TrueAsync("its first bytes come", Patience, () => Task.FromResult(screen.Received > 0));
            line.Cut();
            foreach (var screen in screens) await screen.DisposeAsync();
        }
        await Eventually.TrueAsync("all are gone", Patience, () => Task.FromResult(server.Figure("opscenter.wall.screens") <= standing));
    }

    private static async Task<double> P95Async(IReadOnlyList<HubScreen> screens)
    {
        foreach (var screen in screens) screen.TakeAges();
        await Task.Delay(Looking);
        double[] ages = [.. screens.SelectMany(screen => screen.TakeAges()).Order()];
        Assert.NotEmpty(ages);
        return ages[(int)(0.95 * (ages.Length - 1))];
    }

    private void Tell(string figures, Reckoning reckoning)
    {
        string line = Results.Line(figures, reckoning, seed: 0); // nothing is drawn
        output.WriteLine(line);
        if (Cycles is not null) Results.Keep(line);
    }

    private static ServerStart Start(DataFolder folder, TimeSpan cutAfter) =>
        new ServerStart(folder.Path).WithoutRates().WithBackDoor().With(("Hub__CutAfter", cutAfter.ToString("c", CultureInfo.InvariantCulture)));
}
