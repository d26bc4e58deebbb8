using System.Collections.Concurrent;

namespace OpsCenter.Benchmarks.Load;

/// <summary>The lines that the command says to a process of the benchmark; its end is theirs.</summary>
internal sealed class Orders
{
    private readonly ConcurrentQueue<string> _lines = new();

    internal Orders()
    {
        var thread = new Thread(Read) { IsBackground = true };
        thread.Start();
    }

    internal volatile bool Ended;

    internal bool TryTake(out string line) => _lines.TryDequeue(out line!);

    private void Read()
    {
        while (Console.In.ReadLine() is { } line) _lines.Enqueue(line);
        Ended = true;
    }
}
