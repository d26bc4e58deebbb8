using System.Text.Json;
using OpsCenter.Benchmarks.Load;
using OpsCenter.Benchmarks.Peers;
using OpsCenter.Benchmarks.Screens;

namespace OpsCenter.Benchmarks.Rows;

/// <summary>How long things are measured, and the processes that measure.</summary>
/// <param name="Repetitions">Of each row; peers come in turn within each.</param>
/// <param name="Scale">1: the times of the published table; less is shorter.</param>
/// <param name="Folder">Where the peers keep their data; removed at the end.</param>
internal sealed record Bench(int Repetitions, double Scale, string Folder)
{
    /// <summary>Time enough to start a process, connect and drain; only one that hangs uses it up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private static readonly string Self = Path.Combine(AppContext.BaseDirectory, "OpsCenter.Benchmarks.dll");

    internal string File(string name) => Path.Combine(Folder, name);

    internal static void Say(string text) => Console.Error.WriteLine($"  {text}");

    /// <summary>Runs the load on a broker, and counts the broker's processor time in the measured part.</summary>
    internal static async Task<Pressed> PressAsync(Peer peer, PressOptions options, Watching? watching = null)
    {
        await using var press = StartPress(options);
        press.Await(line => line == "begin", Patience);
        double before = peer.Processor;
        watching?.Say("begin");
        press.Await(line => line == "end", Patience);
        double processor = peer.Processor - before;
        watching?.Say("stop");
        var result = JsonSerializer.Deserialize<PressResult>(press.Await(line => line.StartsWith('{'), Patience))!;
        if (result.Broken > 0) throw new InvalidOperationException($"{peer.Name} closed {result.Broken} connections of the load.");
        return new Pressed(result, processor);
    }

    internal static Running StartPress(PressOptions options) => Running.Start("dotnet", [Self, "press", JsonSerializer.Serialize(options)]);

    /// <summary>Opens screens; each shows a first frame when it returns.</summary>
    internal static Watching Watch(WatchOptions options)
    {
        var process = Running.Start("dotnet", [Self, "watch", JsonSerializer.Serialize(options)]);
        process.Await(line => line == "ready", Patience);
        return new Watching(process);
    }

    /// <summary>The load of a row, with times by the scale.</summary>
    internal PressOptions Press(Peer peer, int connections, int window, double warmUp, double measured) => new()
    {
        Port = peer.MqttPort,
        Kiosks = peer.Kiosks,
        Cell = ShippedCity.Code,
        Connections = connections,
        Window = window,
        WarmUpSeconds = warmUp * Scale,
        MeasuredSeconds = measured * Scale,
    };

    internal static WatchOptions Hub(OpsCenterPeer server, int screens) => new() { Port = server.HttpPort, Path = server.HubPath, Screens = screens, Scope = ShippedCity.Code };

    internal static WatchOptions Dashboards(NodeRedPeer server, int screens) =>
        new() { Port = server.HttpPort, Path = NodeRedPeer.SocketPath, Screens = screens, Scope = ShippedCity.Code, SocketIo = true };

    /// <summary>Screens of another process.</summary>
    internal sealed class Watching(Running process) : IAsyncDisposable
    {
        internal void Say(string order) => process.Say(order);

        /// <summary>Waits until the first screen shows so many check-ins more than at first, and tells what all saw.</summary>
        internal WatchResult End(long more)
        {
            process.Say($"end {more}");
            return JsonSerializer.Deserialize<WatchResult>(process.Await(line => line.StartsWith('{'), Patience))!;
        }

        public ValueTask DisposeAsync() => process.DisposeAsync();
    }
}

/// <summary>One run of the load.</summary>
/// <param name="Load">What the load counted.</param>
/// <param name="Processor">The broker's processor time in the measured part, in seconds.</param>
internal sealed record Pressed(PressResult Load, double Processor)
{
    internal double AckedPerSecond => Load.AckedMeasured / Load.Seconds;

    internal double HeardPerSecond => Load.HeardMeasured / Load.Seconds;

    /// <summary>Of one core, in percent.</summary>
    internal double LoadShare => 100 * Load.Processor / Load.Seconds;
}
