using OpsCenter.Benchmarks.Peers;
using OpsCenter.Benchmarks.Report;
using OpsCenter.Benchmarks.Screens;
using OpsCenter.Testing;

namespace OpsCenter.Benchmarks.Rows;

/// <summary>Fifty screens, with and without one among them that reads 1 KB a second; and what process and kernel hold for such ones.</summary>
internal sealed class SlowScreenRow : Row
{
    private const int Others = 50;
    private const int Crowd = 20; // for memory: one alone does not show

    private readonly Series _without = new();
    private readonly Series _with = new();
    private readonly Series _shift = new();
    private readonly Dictionary<string, Series> _held = new() { ["children"] = new(), ["grids"] = new() };

    internal override string Key => "slow-screen";

    internal override string What => $"{Others} screens at 2,000 taps/s beside one that reads 1 KB/s";

    protected override async Task RepeatAsync(Bench bench)
    {
        await ShiftAsync(bench);
        await HoldAsync(bench);
    }

    private async Task ShiftAsync(Bench bench)
    {
        await using var server = await OpsCenterPeer.StartAsync(bench.Folder);
        await FrameTimeAsync(bench, server); // warms up
        double before = await FrameTimeAsync(bench, server);
        double with;
        await using (var slow = await SlowScreens.OpenAsync(server, 1, "grids"))
        {
            with = await FrameTimeAsync(bench, server);
            slow.MustStand();
        }
        double after = await FrameTimeAsync(bench, server);
        double without = (before + after) / 2;
        _without.Add(without);
        _with.Add(with);
        _shift.Add(100 * Math.Abs(with - without) / without);
        Bench.Say(FormattableString.Invariant($"tap → frame p95 at the others: {before:0.0} ms before, {with:0.0} ms beside it, {after:0.0} ms after"));
    }

    private async Task HoldAsync(Bench bench)
    {
        foreach (var (detail, held) in _held)
        {
            await using var server = await OpsCenterPeer.StartAsync(bench.Folder); // a fresh one: nothing that another detail raised is counted away
            held.Add(await HeldAsync(bench, server, detail));
        }
    }

    protected override Finding Judge() => new(
        $"tap → frame p95 at the others {_without.Text("0.0")} ms without it, {_with.Text("0.0")} ms with; held for a slow screen, the kernel's buffers included, {_held["children"].Text("0.00")} MB at `children`, {_held["grids"].Text("0.00")} MB at `grids`",
        "–",
        [AtMost("p95 shifts", 10, "%", _shift.Median), AtMost("held at children", 1, "MB", _held["children"].Median), AtMost("at grids", 3, "MB", _held["grids"].Median)]);

    private static async Task<double> FrameTimeAsync(Bench bench, OpsCenterPeer server)
    {
        var (dues, shown) = (bench.File("dues"), bench.File("shown"));
        await using var screens = Bench.Watch(Bench.Hub(server, Others) with { Followed = Others, Shown = shown });
        var pressed = await Bench.PressAsync(server, bench.Press(server, 200, 100, 1, 7) with { RatePerSecond = 2_000, Dues = dues }, screens);
        screens.End(pressed.Load.Acked);
        return TapToFrame.Of(dues, shown, pressed.Load)!.P95;
    }

    // Memory that load alone would take is taken before: the difference is a crowd of slow screens under the same load. It may come out below zero.
    private static async Task<double> HeldAsync(Bench bench, OpsCenterPeer server, string detail)
    {
        var load = bench.Press(server, 200, 100, 1, 5) with { RatePerSecond = 2_000 };
        await Bench.PressAsync(server, load);
        long before = ProcessTree.ResidentOf(server.ProcessId);
        await using var crowd = await SlowScreens.OpenAsync(server, Crowd, detail);
        await Bench.PressAsync(server, load);
        double process = (ProcessTree.ResidentOf(server.ProcessId) - before) / 1e6 / Crowd, kernel = KernelBuffers.HeldBy(server.HttpPort) / 1e6 / Crowd;
        crowd.MustStand();
        Bench.Say(FormattableString.Invariant($"{Crowd} slow screens at {detail}: {process:0.00} MB each in the process, {kernel:0.00} MB in the kernel"));
        return process + kernel;
    }
}
