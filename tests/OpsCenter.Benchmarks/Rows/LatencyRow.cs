using OpsCenter.Benchmarks.Load;
using OpsCenter.Benchmarks.Peers;
using OpsCenter.Benchmarks.Report;
using OpsCenter.Benchmarks.Screens;

namespace OpsCenter.Benchmarks.Rows;

/// <summary>How long a tap takes to its PUBACK and to one screen when the server is not busy. Times count from when the tap was due.</summary>
internal sealed class LatencyRow : Row
{
    private const int Rate = 2_000;
    private const int Kiosks = 200;
    private const double WarmUp = 6;
    private const double Measured = 15;

    private readonly Series _ack50 = new();
    private readonly Series _ack99 = new();
    private readonly Series _frame50 = new();
    private readonly Series _frame99 = new();
    private readonly Series _core = new();
    private readonly Series _theirAck50 = new();
    private readonly Series _theirAck99 = new();
    private readonly Series _relay50 = new();
    private readonly Series _relay99 = new();

    internal override string Key => "latency";

    internal override string What => "latency at 2,000 taps/s from 200 kiosks, at random moments";

    protected override Task RepeatAsync(Bench bench) => OursAsync(bench);

    protected override Task BesideAsync(Bench bench) => IfThereAsync(() => TheirsAsync(bench));

    protected override Finding Judge() => new(
        $"PUBACK p50 {_ack50.Text("0.00")} ms, p99 {_ack99.Text("0.0")} ms; tap → frame p50 {_frame50.Middle()} ms, p99 {_frame99.Text()} ms; {_core.Middle()} % of a core",
        string.Join("<br>", [$"Mosquitto, nothing kept: PUBACK p50 {_theirAck50.Text("0.00")} ms, p99 {_theirAck99.Text("0.0")} ms; to its subscriber p50 {_relay50.Middle("0.00")} ms, p99 {_relay99.Middle("0.0")} ms", .. Missing]),
        [AtMost("PUBACK p50", 2, "ms", _ack50.Median), AtMost("p99", 12, "ms", _ack99.Median), AtMost("tap → frame p99", 200, "ms", _frame99.Median)]);

    private async Task OursAsync(Bench bench)
    {
        await using var server = await OpsCenterPeer.StartAsync(bench.Folder);
        var (dues, shown) = (bench.File("dues"), bench.File("shown"));
        await using var screen = Bench.Watch(Bench.Hub(server, 1) with { Shown = shown });
        var pressed = await Bench.PressAsync(server, Options(bench, server) with { Dues = dues }, screen);
        screen.End(pressed.Load.Acked);
        var frame = TapToFrame.Of(dues, shown, pressed.Load)!;
        _ack50.Add(pressed.Load.Ack!.P50);
        _ack99.Add(pressed.Load.Ack.P99);
        _frame50.Add(frame.P50);
        _frame99.Add(frame.P99);
        _core.Add(100 * pressed.Processor / pressed.Load.Seconds);
        Bench.Say(FormattableString.Invariant($"OpsCenter: PUBACK p50 {pressed.Load.Ack.P50:0.00} p99 {pressed.Load.Ack.P99:0.00} max {pressed.Load.Ack.Max:0.0} ms; frame p50 {frame.P50:0} p99 {frame.P99:0} max {frame.Max:0} ms; {pressed.AckedPerSecond:0}/s, {100 * pressed.Processor / pressed.Load.Seconds:0} % of a core; the load {pressed.LoadShare:0} %"));
    }

    private async Task TheirsAsync(Bench bench)
    {
        await using var mosquitto = await MosquittoPeer.StartAsync(bench.Folder);
        var pressed = await Bench.PressAsync(mosquitto, Options(bench, mosquitto) with { ListenQos = 0 });
        _theirAck50.Add(pressed.Load.Ack!.P50);
        _theirAck99.Add(pressed.Load.Ack.P99);
        _relay50.Add(pressed.Load.Relay!.P50);
        _relay99.Add(pressed.Load.Relay.P99);
        Bench.Say(FormattableString.Invariant($"Mosquitto: PUBACK p50 {pressed.Load.Ack.P50:0.00} p99 {pressed.Load.Ack.P99:0.00}; subscriber p50 {pressed.Load.Relay.P50:0.00} p99 {pressed.Load.Relay.P99:0.00} ms"));
    }

    private static PressOptions Options(Bench bench, Peer peer) => bench.Press(peer, Kiosks, 100, WarmUp, Measured) with { RatePerSecond = Rate };
}
