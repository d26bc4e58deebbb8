using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace OpsCenter.Benchmarks.Load;

/// <summary>The load, a process of its own: says <c>begin</c> and <c>end</c> of the measured part, waits for what is under way, and tells what it came to.</summary>
internal sealed class PressRun(PressOptions options)
{
    // Between two looks at the sockets when the broker gives the pace: many answers at a look, a small part of what is under way.
    private const long RestNanoseconds = 1_000_000;

    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(30);

    private readonly PressCounts _counts = new();
    private readonly List<long> _dues = [];
    private readonly Random _moments = new(20_261_121);
    private long _next; // when the next tap is due

    internal static int Begin(string json)
    {
        var options = JsonSerializer.Deserialize<PressOptions>(json)!;
        var run = new PressRun(options);
        if (options.Hold) run.Hold();
        else Console.WriteLine(JsonSerializer.Serialize(run.Run()));
        return 0;
    }

    private void Hold()
    {
        List<HeldLine> held = [.. Kiosks().Select(kiosk => new HeldLine(options, kiosk[0], kiosk[1]))];
        var loop = new PollLoop([.. held]);
        Console.WriteLine("begin");
        var orders = new Orders();
        while (!orders.Ended) loop.Turn(100_000_000);
        Console.WriteLine(held.Count(line => line.Ended).ToString(CultureInfo.InvariantCulture));
    }

    private PressResult Run()
    {
        string outbox = RandomNumberGenerator.GetHexString(8, lowercase: true); // numbers begin at 1 again: under another outbox they are other taps
        EarLine[] ears = options.ListenQos is null ? [] : [new EarLine(options, _counts)];
        List<PressLine> kiosks = [.. Kiosks().Select(kiosk => new PressLine(options, kiosk[0], kiosk[1], outbox, _counts))];
        var loop = new PollLoop([.. ears, .. kiosks]);

        PressFor(options.WarmUpSeconds, kiosks, loop);
        var (acked, heard, first) = (_counts.Acked, _counts.Heard, _dues.Count);
        Console.WriteLine("begin");
        _counts.Measuring = true;
        var (since, processor) = (Stopwatch.GetTimestamp(), Processor());
        PressFor(options.MeasuredSeconds, kiosks, loop);
        var result = new PressResult
        {
            Seconds = Stopwatch.GetElapsedTime(since).TotalSeconds,
            Processor = (Processor() - processor).TotalSeconds,
            AckedMeasured = _counts.Acked - acked,
            HeardMeasured = _counts.Heard - heard,
            FirstMeasured = first,
            EndMeasured = _dues.Count,
        };
        Console.WriteLine("end");
        _counts.Pressing = false;
        for (long drain = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(drain) < LongestDrain && !IsDrained(ears.Length);) loop.Turn(10_000_000);
        if (options.Dues is not null) File.WriteAllBytes(options.Dues, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_dues)));
        return result with
        {
            Sent = _counts.Sent,
            Acked = _counts.Acked,
            Heard = _counts.Heard,
            Ack = Spread.Of(_counts.Latencies),
            Relay = Spread.Of(RelayTimes(first, result.EndMeasured)),
            Broken = kiosks.Count(kiosk => kiosk.Ended),
        };
    }

    private void PressFor(double seconds, List<PressLine> kiosks, PollLoop loop)
    {
        long end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        if (options.RatePerSecond == 0) foreach (var kiosk in kiosks) kiosk.Fill();
        for (long now = Stopwatch.GetTimestamp(); now < end; now = Stopwatch.GetTimestamp())
        {
            long until = options.RatePerSecond == 0 ? end : Math.Min(end, PressWhatIsDue(now, kiosks));
            loop.Turn(Math.Min(100_000_000, (long)(1e9 * (until - Stopwatch.GetTimestamp()) / Stopwatch.Frequency)));
            if (options.RatePerSecond == 0) Native.Wait([], RestNanoseconds);
        }
    }

    // Arrivals of a Poisson process: some together, some far apart, as people press. A tap that finds its kiosk's window full waits, and its wait counts.
    private long PressWhatIsDue(long now, List<PressLine> kiosks)
    {
        if (_dues.Count == 0) _next = now;
        while (_next <= now)
        {
            var kiosk = kiosks[_moments.Next(kiosks.Count)];
            if (kiosk.IsFull) break;
            kiosk.Press(_next);
            _dues.Add(_next);
            _next += (long)(-Math.Log(1 - _moments.NextDouble()) / options.RatePerSecond * Stopwatch.Frequency);
        }
        return _next;
    }

    // The n-th message at the subscriber is matched with the n-th that was due: exact but for messages that overtake each other between kiosks.
    private List<double> RelayTimes(int first, int end) =>
        [.. Enumerable.Range(first, Math.Max(0, Math.Min(end, _counts.HeardAt.Count) - first)).Select(n => Stopwatch.GetElapsedTime(_dues[n], _counts.HeardAt[n]).TotalMilliseconds)];

    private bool IsDrained(int ears) => _counts.Acked >= _counts.Sent && (ears == 0 || _counts.Heard >= _counts.Sent);

    private IEnumerable<string[]> Kiosks() => File.ReadLines(options.Kiosks).Take(options.Connections).Select(line => line.Split(','));

    private static TimeSpan Processor()
    {
        using var own = Process.GetCurrentProcess();
        return own.TotalProcessorTime;
    }
}
