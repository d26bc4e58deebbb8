using OpsCenter.Benchmarks.Peers;
using OpsCenter.Benchmarks.Report;
using OpsCenter.Benchmarks.Screens;

namespace OpsCenter.Benchmarks.Rows;

/// <summary>The same thirteen district tiles on as many screens, by our server and by a Node-RED flow; and how many taps each takes.</summary>
internal sealed class DashboardRow : Row
{
    private const int Screens = 500;
    private const int Rate = 200; // enough to change every district's tile ten times a second, and little enough that screens and not taps are what costs

    private readonly Side _ours = new();
    private readonly Side _theirs = new();

    internal override string Key => "node-red";

    internal override string What => $"{Screens} screens of thirteen district tiles at {Rate} taps/s; then as many taps as are taken (50 × 100)";

    protected override async Task RepeatAsync(Bench bench)
    {
        await using (var server = await OpsCenterPeer.StartAsync(bench.Folder)) await MeasureAsync(bench, server, _ours, Bench.Hub(server, Screens));
        await IfThereAsync(async () =>
        {
            await using var nodeRed = await NodeRedPeer.StartAsync(bench.Folder);
            await MeasureAsync(bench, nodeRed, _theirs, Bench.Dashboards(nodeRed, Screens));
        });
    }

    protected override Finding Judge() => new(
        _ours.Text("durable"),
        string.Join("<br>", [$"Node-RED: {_theirs.Text("counted, nothing kept")}", .. Missing]),
        [
            _theirs.PerFrame.IsEmpty ? new Floor("CPU per screen and frame ≤ 0.5 × Node-RED", null)
                : new Floor(FormattableString.Invariant($"CPU per screen and frame ≤ 0.5 × Node-RED: {_ours.PerFrame.Median / _theirs.PerFrame.Median:0.00}, with the taps' share {_ours.WholePerFrame.Median / _theirs.WholePerFrame.Median:0.00}"),
                    _ours.PerFrame.Median <= 0.5 * _theirs.PerFrame.Median),
            AtLeast(3, "Node-RED's count", _ours.Taken, _theirs.Taken),
        ]);

    private static async Task MeasureAsync(Bench bench, Peer peer, Side side, WatchOptions watch)
    {
        var paced = bench.Press(peer, 200, 100, 3, 8) with { RatePerSecond = Rate };
        var alone = await Bench.PressAsync(peer, paced);
        double alonePerSecond = alone.Processor / alone.Load.Seconds;
        await using (var screens = Bench.Watch(watch))
        {
            var pressed = await Bench.PressAsync(peer, paced, screens);
            var seen = screens.End(pressed.Load.Acked);
            if (seen.Broken > 0) throw new InvalidOperationException($"{peer.Name} cut {seen.Broken} screens.");
            double frames = seen.Frames / seen.Seconds;
            side.FramesPerScreen.Add(frames / Screens);
            side.PerFrame.Add((pressed.Processor / pressed.Load.Seconds - alonePerSecond) / frames * 1e6);
            side.WholePerFrame.Add(pressed.Processor / pressed.Load.Seconds / frames * 1e6);
            Bench.Say(FormattableString.Invariant($"{peer.Name}: {frames / Screens:0.0} frames/s a screen, {100 * alonePerSecond:0} % of a core without screens and {100 * pressed.Processor / pressed.Load.Seconds:0} % with; age p99 {seen.Age!.P99:0} ms"));
        }
        await using var one = Bench.Watch(watch with { Screens = 1 });
        var most = await Bench.PressAsync(peer, bench.Press(peer, 50, 100, 4, 6), one);
        var counted = one.End(most.Load.Acked);
        // What the screen counted; the times are the screen's own, a frame apart from the load's at most.
        double taken = Math.Min(most.AckedPerSecond, (counted.CountAtStop - counted.CountAtBegin) / counted.Seconds);
        side.Taken.Add(taken);
        Bench.Say(FormattableString.Invariant($"{peer.Name}: {most.AckedPerSecond:#,0} acked/s, {(counted.CountAtStop - counted.CountAtBegin) / counted.Seconds:#,0} counted/s, {counted.LastCount - counted.FirstCount:#,0} of {most.Load.Acked:#,0} counted at the end"));
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
