using System.Diagnostics;
using OpsCenter.Simulator.Load;

namespace OpsCenter.Benchmarks.Load;

/// <summary>One kiosk: presses, and counts what is acknowledged. Its numbers begin at 1, so that no two taps of a run are alike.</summary>
internal sealed class PressLine : MqttLine
{
    private const int Slots = 1024;

    private readonly TapFrame _frame;
    private readonly DateTimeOffset _start;
    private readonly int _window;
    private readonly long[] _due = new long[Slots]; // when each tap under way was to be pressed, by its identifier
    private readonly List<double>? _latencies;
    private readonly PressCounts _counts;

    internal PressLine(PressOptions options, string id, string secret, string outbox, PressCounts counts)
        : base(options.Port, id, secret, inBytes: 16 * 1024, outBytes: options.Window * TapFrame.MaxBytes)
    {
        _frame = new TapFrame($"ops/v1/{options.Cell}/{id}/up", outbox);
        (_start, _window, _counts) = (TimeProvider.System.GetUtcNow(), options.Window, counts);
        if (options.RatePerSecond > 0) _latencies = counts.Latencies;
        Join();
    }

    private long Sent { get; set; }

    private long Acked { get; set; }

    /// <summary>No room for one more tap under way.</summary>
    internal bool IsFull => Sent - Acked >= _window;

    /// <summary>Fills the window once a quarter of it is free: a broker gets several taps at once, and none waits for the load.</summary>
    internal void Fill()
    {
        if (4 * (Sent - Acked) <= 3 * _window)
            while (!IsFull) Put();
        Flush();
    }

    /// <summary>One tap, which was due at that time stamp.</summary>
    internal void Press(long due)
    {
        _due[(Sent + 1) % Slots] = due;
        Put();
        Flush();
    }

    protected override int Take(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (Packets.TryCut(bytes[at..], out int header, out int length))
        {
            var body = bytes.Slice(at + header, length);
            if (bytes[at] == Packets.PubAck) Count();
            else if (Packets.IsPublish(bytes[at]) && Packets.WantsAck(bytes[at])) Write([Packets.PubAck, 2, .. Packets.IdOf(body)]);
            at += header + length;
        }
        return at;
    }

    protected override void AfterRead()
    {
        if (_counts.Pressing && _latencies is null) Fill();
        else Flush();
    }

    private void Put()
    {
        Sent++;
        _counts.Sent++;
        Wrote(_frame.Write(Room(TapFrame.MaxBytes), Sent, _start.AddTicks(Sent)));
    }

    // Brokers answer each client in the order of its messages, so the next answer is the oldest tap's.
    private void Count()
    {
        Acked++;
        _counts.Acked++;
        if (_latencies is not null && _counts.Measuring) _latencies.Add(Stopwatch.GetElapsedTime(_due[Acked % Slots]).TotalMilliseconds);
    }
}
