using OpsCenter.Benchmarks.Peers;
using OpsCenter.Benchmarks.Report;

namespace OpsCenter.Benchmarks.Rows;

/// <summary>What a kiosk costs that is connected, subscribed and says nothing.</summary>
internal sealed class IdleRow : Row
{
    private const int Most = 10_000;
    private const int First = 500; // these warm the server up and are not counted
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(6);

    private readonly Series _each = new();
    private readonly int _connections = Math.Clamp(OpenFiles() - 2_000, 100, Most);

    internal override string Key => "idle";

    internal override string What => FormattableString.Invariant($"memory of an idle connection: {_connections:#,0} kiosks, subscribed");

    protected override async Task RepeatAsync(Bench bench)
    {
        await using var server = await OpsCenterPeer.StartWithKiosksAsync(bench.Folder, First + _connections);
        string others = bench.File("others.csv");
        File.WriteAllLines(others, File.ReadLines(server.Kiosks).Skip(First));
        var options = bench.Press(server, First, 1, 0, 0) with { Hold = true };
        await using var first = Bench.StartPress(options);
        first.Await(line => line == "begin", TimeSpan.FromSeconds(60));
        await Task.Delay(Settling, TimeProvider.System);
        long before = ProcessTree.ResidentOf(server.ProcessId);
        await using var all = Bench.StartPress(options with { Kiosks = others, Connections = _connections });
        all.Await(line => line == "begin", TimeSpan.FromSeconds(120));
        await Task.Delay(Settling, TimeProvider.System);
        long after = ProcessTree.ResidentOf(server.ProcessId);
        _each.Add((after - before) / 1000.0 / _connections);
        Bench.Say(FormattableString.Invariant($"RSS {before / 1e6:0} MB with {First}, {after / 1e6:0} MB with {_connections:#,0} more: {(after - before) / 1000.0 / _connections:0.0} kB each"));
    }

    protected override Finding Judge() => new($"{_each.Text("0.0")} kB of RSS each", "–", [AtMost("each", 20, "kB", _each.Median)]);

    private static int OpenFiles()
    {
        string limits = File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        string hard = limits.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4];
        return int.TryParse(hard, out int number) ? number : int.MaxValue;
    }
}
