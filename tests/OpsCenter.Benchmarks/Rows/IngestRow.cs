using OpsCenter.Benchmarks.Load;
using OpsCenter.Benchmarks.Peers;
using OpsCenter.Benchmarks.Report;

namespace OpsCenter.Benchmarks.Rows;

/// <summary>Durable ingest as fast as it goes: ours with journal, fold and one screen, beside a relay that keeps nothing and a queue that keeps all.</summary>
internal sealed class IngestRow(int connections, int window, double overMosquitto, double? overRabbit) : Row
{
    private const double WarmUp = 6;
    private const double Measured = 8;

    private readonly Rate _ours = new();
    private readonly Rate[] _relay = [new(), new()]; // the subscriber with QoS 0, with QoS 1
    private readonly Rate _rabbit = new();
    private readonly List<string> _miscounts = [];
    private long _counted;

    internal override string Key => $"ingest-{connections}x{window}";

    internal override string What => $"durable ingest: {connections} connections × {window} in flight, 160-byte check-ins, all distinct";

    protected override Task RepeatAsync(Bench bench) => OursAsync(bench);

    protected override async Task BesideAsync(Bench bench)
    {
        for (int qos = 0; qos < _relay.Length; qos++)
        {
            int listen = qos;
            await IfThereAsync(async () =>
            {
                await using var mosquitto = await MosquittoPeer.StartAsync(bench.Folder);
                Add(_relay[listen], await Bench.PressAsync(mosquitto, Options(bench, mosquitto) with { ListenQos = listen }), relayed: true, $"Mosquitto, subscriber QoS {listen}");
            });
        }
        if (overRabbit is null) return;
        await IfThereAsync(async () =>
        {
            await using var rabbit = await RabbitPeer.StartAsync(bench.Folder);
            Add(_rabbit, await Bench.PressAsync(rabbit, Options(bench, rabbit)), relayed: false, "RabbitMQ");
        });
    }

    protected override Finding Judge()
    {
        int best = _relay[1].PerSecond.IsEmpty || _relay[0].PerSecond.Median >= _relay[1].PerSecond.Median ? 0 : 1;
        List<string> beside = [$"Mosquitto, relayed to one subscriber (QoS {best}, the faster of both): {_relay[best].Text}"];
        List<Floor> floors = [AtLeast(overMosquitto, "Mosquitto", _ours.PerSecond, _relay[best].PerSecond)];
        if (overRabbit is { } factor)
        {
            beside.Add($"RabbitMQ, quorum queue: {_rabbit.Text}");
            floors.Add(AtLeast(factor, "RabbitMQ", _ours.PerSecond, _rabbit.PerSecond));
        }
        floors.Add(new Floor(_miscounts.Count == 0 ? FormattableString.Invariant($"every acked tap counted once, by screen and verify: {_counted:#,0}") : string.Join("; ", _miscounts), _miscounts.Count == 0));
        return new Finding($"{_ours.Text}; the load took {_ours.LoadShare.Middle()} % of a core", string.Join("<br>", [.. beside, .. Missing]), floors);
    }

    private async Task OursAsync(Bench bench)
    {
        await using var server = await OpsCenterPeer.StartAsync(bench.Folder);
        await using var screen = Bench.Watch(Bench.Hub(server, 1));
        var pressed = await Bench.PressAsync(server, Options(bench, server), screen);
        Add(_ours, pressed, relayed: false, "OpsCenter");
        var seen = screen.End(pressed.Load.Acked);
        long shown = seen.LastCount - seen.FirstCount;
        long verified = await server.VerifyAsync();
        _counted += pressed.Load.Acked;
        if (shown != pressed.Load.Acked) _miscounts.Add(FormattableString.Invariant($"{pressed.Load.Acked:#,0} acked, {shown:#,0} on the screen"));
        if (verified != pressed.Load.Acked) _miscounts.Add(FormattableString.Invariant($"{pressed.Load.Acked:#,0} acked, {verified:#,0} verified"));
    }

    private PressOptions Options(Bench bench, Peer peer) => bench.Press(peer, connections, window, WarmUp, Measured);

    private static void Add(Rate rate, Pressed pressed, bool relayed, string who)
    {
        double messages = relayed ? pressed.Load.HeardMeasured : pressed.Load.AckedMeasured;
        rate.PerSecond.Add(messages / pressed.Load.Seconds);
        rate.Microseconds.Add(pressed.Processor / messages * 1e6);
        rate.LoadShare.Add(pressed.LoadShare);
        Bench.Say(FormattableString.Invariant($"{who}: {messages / pressed.Load.Seconds:#,0}/s, {pressed.Processor / messages * 1e6:0.0} µs of its processor time a message, {100 * pressed.Processor / pressed.Load.Seconds:0} % of a core; the load {pressed.LoadShare:0} %"));
    }

    private sealed class Rate
    {
        internal Series PerSecond { get; } = new();

        internal Series Microseconds { get; } = new();

        internal Series LoadShare { get; } = new();

        internal string Text => $"{PerSecond.Text()}/s, {Microseconds.Middle("0.0")} µs of processor each";
    }
}
