using OpsCenter.Benchmarks.Load;
using OpsCenter.Benchmarks.Peers;
using OpsCenter.Benchmarks.Report;
using OpsCenter.Benchmarks.Screens;

namespace OpsCenter.Benchmarks.Rows;

/// <summary>The same thirteen district tiles on as many screens, by our server and by a Node-RED flow; and how many taps each takes.</summary>
internal sealed class DashboardRow : Row
{
    private const int Screens = 1_000;
    private const int Rate = 2_000;

    private readonly Side _ours = new();
    private readonly Side _theirs = new();

    internal override string Key => "node-red";

    internal override string What => $"{Screens} screens of thirteen district tiles at {Rate} taps/s; then as many taps as are taken (50 × 100)";

    protected override async Task RepeatAsync(Bench bench)
    {
        await using var server = await OpsCenterPeer.StartAsync(bench.Folder);
        await MeasureAsync(bench, server, _ours, Bench.Hub(server, Screens));
    }

    protected override Task BesideAsync(Bench bench) => IfThereAsync(async () =>
    {
        await using var nodeRed = await NodeRedPeer.StartAsync(bench.Folder);
        await MeasureAsync(bench, nodeRed, _theirs, Bench.Dashboards(nodeRed, Screens));
    });

    protected override Finding Judge() => new(
        _ours.Text("durable"),
        string.Join("<br>", [$"Node-RED: {_theirs.Text("counted, nothing kept")}", .. Missing]),
        [
            Share("CPU per screen and frame ≤ 0.5 × Node-RED", _ours.PerFrame, _theirs.PerFrame),
            AtLeast(3, "Node-RED's count", _ours.Taken, _theirs.Taken),
        ]);

    // A difference that drowns in the load's own wavering is not small: it is not known.
    private static Floor Share(string what, Series ours, Series theirs) => theirs.IsEmpty || ours.Least <= 0 || theirs.Least <= 0
        ? new Floor($"{what}: cannot be told", null)
        : new Floor(FormattableString.Invariant($"{what}: {ours.Median / theirs.Median:0.00}"), ours.Median <= 0.5 * theirs.Median);

    private static async Task MeasureAsync(Bench bench, Peer peer, Side side, WatchOptions watch)
    {
        var paced = bench.Press(peer, 200, 100, 4, 10) with { RatePerSecond = Rate };
        await Bench.PressAsync(peer, paced); // warms up
        double before = await AloneAsync(peer, paced);
        double frames, with;
        await using (var screens = Bench.Watch(watch))
        {
            var pressed = await Bench.PressAsync(peer, paced, screens);
            var seen = screens.End(pressed.Load.Acked);
            if (seen.Broken > 0) throw new InvalidOperationException($"{peer.Name} cut {seen.Broken} screens.");
            frames = seen.Frames / seen.Seconds;
            with = pressed.Processor / pressed.Load.Seconds;
            Bench.Say(FormattableString.Invariant($"{peer.Name}: {frames / Screens:0.0} frames/s a screen, {100 * with:0} % of a core; age p99 {seen.Age!.P99:0} ms"));
        }
        double after = await AloneAsync(peer, paced);
        side.FramesPerScreen.Add(frames / Screens);
        side.PerFrame.Add((with - (before + after) / 2) / frames * 1e6);
        side.WholePerFrame.Add(with / frames * 1e6);
        Bench.Say(FormattableString.Invariant($"{peer.Name} without screens: {100 * before:0} % of a core before, {100 * after:0} % after"));
        await using var one = Bench.Watch(watch with { Screens = 1 });
        var most = await Bench.PressAsync(peer, bench.Press(peer, 50, 100, 4, 6), one);
        var counted = one.End(most.Load.Acked);
        // What the screen counted; the times are the screen's own, a frame apart from the load's at most.
        double taken = Math.Min(most.AckedPerSecond, (counted.CountAtStop - counted.CountAtBegin) / counted.Seconds);
        side.Taken.Add(taken);
        Bench.Say(FormattableString.Invariant($"{peer.Name}: {most.AckedPerSecond:#,0} acked/s, {(counted.CountAtStop - counted.CountAtBegin) / counted.Seconds:#,0} counted/s, {counted.LastCount - counted.FirstCount:#,0} of {most.Load.Acked:#,0} counted at the end"));
    }

    private static async Task<double> AloneAsync(Peer peer, PressOptions paced)
    {
        var alone = await Bench.PressAsync(peer, paced);
        return alone.Processor / alone.Load.Seconds;
    }

    private sealed class Side
    {
        internal Series FramesPerScreen { get; } = new();

        internal Series PerFrame { get; } = new();

        internal Series WholePerFrame { get; } = new();

        internal Series Taken { get; } = new();

        internal string Text(string how) =>
            $"{PerFrame.Text("0.0")} µs of processor a screen and frame ({FramesPerScreen.Middle("0.0")} frames/s each; with the taps' share {WholePerFrame.Middle("0.0")} µs); {Taken.Text()} taps/s {how}";
    }
}
