using OpsCenter.Benchmarks.Peers;
using OpsCenter.Benchmarks.Report;

namespace OpsCenter.Benchmarks.Rows;

/// <summary>A thousand screens of the whole city while it is busy.</summary>
internal sealed class ScreensRow : Row
{
    private const int Screens = 1_000;
    private const int Rate = 2_000;
    private const double WarmUp = 6;
    private const double Measured = 15;

    private readonly Series _fewest = new();
    private readonly Series _frames = new();
    private readonly Series _age99 = new();
    private readonly Series _resident = new();
    private readonly Series _core = new();
    private readonly Series _ack99 = new();

    internal override string Key => "screens";

    internal override string What => "1,000 screens of the city and its districts on the hub, 2,000 taps/s";

    protected override async Task RepeatAsync(Bench bench)
    {
        await using var server = await OpsCenterPeer.StartAsync(bench.Folder);
        await using var screens = Bench.Watch(Bench.Hub(server, Screens));
        var pressed = await Bench.PressAsync(server, bench.Press(server, 200, 100, WarmUp, Measured) with { RatePerSecond = Rate }, screens);
        double resident = ProcessTree.ResidentOf(server.ProcessId) / 1e6;
        var seen = screens.End(pressed.Load.Acked);
        if (seen.Broken > 0) throw new InvalidOperationException($"{seen.Broken} screens were cut.");
        _fewest.Add(seen.FewestFrames / seen.Seconds);
        _frames.Add(seen.Frames / seen.Seconds);
        _age99.Add(seen.Age!.P99 / 1000);
        _resident.Add(resident);
        _core.Add(100 * pressed.Processor / pressed.Load.Seconds);
        _ack99.Add(pressed.Load.Ack!.P99);
        Bench.Say(FormattableString.Invariant($"fewest {seen.FewestFrames / seen.Seconds:0.0} frames/s, all {seen.Frames / seen.Seconds:#,0}/s, {seen.Bytes / 1e6 / seen.Seconds:0} MB/s; age p50 {seen.Age.P50:0} p99 {seen.Age.P99:0} ms; RSS {resident:0} MB; {100 * pressed.Processor / pressed.Load.Seconds:0} % of a core; PUBACK p99 {pressed.Load.Ack.P99:0.0} ms; the load {pressed.LoadShare:0} %"));
    }

    protected override Finding Judge() => new(
        $"each screen ≥ {_fewest.Text("0.0")} frames/s, {_frames.Middle()} in all; frame age p99 {_age99.Text("0.00")} s; RSS {_resident.Text()} MB; {_core.Middle()} % of a core; PUBACK p99 meanwhile {_ack99.Middle()} ms",
        "–",
        [
            new Floor(FormattableString.Invariant($"every screen ≥ 4 frames/s: {_fewest.Median:0.0}"), _fewest.Median >= 4),
            AtMost("age p99", 1, "s", _age99.Median), AtMost("server", 1000, "MB", _resident.Median),
        ]);
}
