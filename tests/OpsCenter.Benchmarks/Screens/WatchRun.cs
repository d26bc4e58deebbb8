using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using OpsCenter.Benchmarks.Load;

namespace OpsCenter.Benchmarks.Screens;

/// <summary>Screens, a process of their own: says <c>ready</c> when each has a first frame; measures from <c>begin</c> to <c>stop</c>; <c>end N</c> waits until the first one shows N check-ins more than at first.</summary>
internal sealed class WatchRun
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private readonly WatchOptions _options;
    private readonly Orders _orders = new();
    private readonly List<ScreenLine> _screens;
    private readonly PollLoop _loop;
    private readonly List<double> _ages = [];
    private WatchResult _result = new();
    private long _beaten = Stopwatch.GetTimestamp();
    private long _begun;
    private long[] _framesBefore = [];
    private long _bytesBefore;

    private WatchRun(WatchOptions options)
    {
        _options = options;
        _screens = [.. Enumerable.Range(0, options.Screens).Select(n => Open(n < options.Followed))];
        _loop = new PollLoop([.. _screens]);
    }

    internal static int Begin(string json)
    {
        var run = new WatchRun(JsonSerializer.Deserialize<WatchOptions>(json)!);
        Console.WriteLine(JsonSerializer.Serialize(run.Run()));
        return 0;
    }

    private ScreenLine Open(bool followed) => _options.SocketIo ? new SocketIoScreen(_options, followed) : new HubScreen(_options, followed);

    private WatchResult Run()
    {
        while (_screens.Exists(screen => screen.Frames == 0 && !screen.Ended)) Turn();
        Console.WriteLine("ready");
        while (!_orders.Ended)
        {
            Turn();
            if (!_orders.TryTake(out string order)) continue;
            if (order == "begin") BeginMeasuring();
            if (order == "stop") Stop();
            if (order.StartsWith("end", StringComparison.Ordinal)) return End(long.Parse(order.AsSpan(3), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture));
        }
        return _result;
    }

    private long Count => _screens[0].Shown is { Count: > 0 } shown ? shown[^1] : 0;

    private long FirstCount => _screens[0].Shown is { Count: > 0 } shown ? shown[1] : 0;

    private void Turn()
    {
        _loop.Turn(5_000_000);
        if (Stopwatch.GetElapsedTime(_beaten) < BeatEvery) return;
        _beaten = Stopwatch.GetTimestamp();
        foreach (var screen in _screens) screen.Beat();
    }

    private void BeginMeasuring()
    {
        (_begun, _framesBefore, _bytesBefore) = (Stopwatch.GetTimestamp(), [.. _screens.Select(screen => screen.Frames)], _screens.Sum(screen => screen.Bytes));
        _ages.Clear();
        foreach (var screen in _screens) screen.Ages = _ages;
        _result = new WatchResult { CountAtBegin = Count };
    }

    private void Stop()
    {
        List<long> frames = [.. _screens.Zip(_framesBefore, (screen, before) => screen.Frames - before)];
        foreach (var screen in _screens) screen.Ages = null;
        _result = _result with
        {
            Seconds = Stopwatch.GetElapsedTime(_begun).TotalSeconds,
            Frames = frames.Sum(),
            FewestFrames = frames.Min(),
            Bytes = _screens.Sum(screen => screen.Bytes) - _bytesBefore,
            Age = Spread.Of(_ages),
            CountAtStop = Count,
        };
    }

    private WatchResult End(long more)
    {
        long since = Stopwatch.GetTimestamp();
        while (Count - FirstCount < more && Stopwatch.GetElapsedTime(since) < LongestWait) Turn();
        for (long settle = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(settle) < TimeSpan.FromSeconds(0.5);) Turn(); // a count that goes on rises too far
        if (_options.Shown is not null) Keep(_options.Shown);
        return _result with { FirstCount = FirstCount, LastCount = Count, Broken = _screens.Count(screen => screen.Ended) };
    }

    private void Keep(string file)
    {
        List<long> all = [];
        foreach (var screen in _screens.Where(screen => screen.Followed)) all.AddRange([screen.Shown.Count, .. screen.Shown]);
        File.WriteAllBytes(file, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(all)));
    }
}
