using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>One time at which the server's process stood still, or its thread pool came late.</summary>
/// <param name="At">When it began, on the machine's monotonic clock (<see cref="Stopwatch.GetTimestamp"/>), which all processes share.</param>
/// <param name="Asleep">Milliseconds that a thread which needs nothing but a processor woke late, less the collector's pauses and less what the process itself took of all processors meanwhile: the machine's doing.</param>
/// <param name="Collecting">Milliseconds for which the garbage collector held all threads.</param>
/// <param name="Hop">Milliseconds until the thread pool began what it was given.</param>
internal readonly record struct Stall(long At, double Asleep, double Collecting, double Hop)
{
    /// <summary>What a watch began by <c>watch</c> has seen so far.</summary>
    internal static IReadOnlyList<Stall> Read(string told) => [.. told.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(words =>
        new Stall(long.Parse(words[0], CultureInfo.InvariantCulture), Milliseconds(words[1]), Milliseconds(words[2]), Milliseconds(words[3])))];

    /// <summary>Milliseconds of an interval in which the machine gave the process no processor.</summary>
    internal static double AsleepWithin(IReadOnlyList<Stall> stalls, long from, long to) => stalls.Sum(stall =>
    {
        long began = Math.Max(stall.At, from), ended = Math.Min(stall.At + (long)(stall.Asleep / 1_000 * Stopwatch.Frequency), to);
        return Math.Max(0, Stopwatch.GetElapsedTime(began, Math.Max(began, ended)).TotalMilliseconds);
    });

    private static double Milliseconds(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}

/// <summary>Inside the server: tells a machine that gives no processor from a collector that holds all threads and from a pool that is late.</summary>
/// <remarks>
/// The server's own load is told from the machine's by its processor time alone: of a thread that wakes 100 ms late on two processors, of which the
/// server had one all the while, 50 ms are taken for its own. It is no more than that share: were the processors free, threads of its own would
/// not have been in the way of this one, and what the test's own process takes counts as the machine's.
/// </remarks>
internal static class StallWatch
{
    private static int _watches;
    private const int Step = 5, Notable = 10; // ms

    private static readonly ConcurrentQueue<string> Lines = new();

    internal static string Begin()
    {
        if (Interlocked.Exchange(ref _watches, 1) == 0) new Thread(Watch) { IsBackground = true, Name = "stall watch" }.Start();
        return "watching";
    }

    internal static string Told() => string.Join('\n', Lines);

    private static void Watch()
    {
        while (true)
        {
            var (paused, used) = (GC.GetTotalPauseDuration(), Environment.CpuUsage.TotalTime);
            long began = Stopwatch.GetTimestamp(), hopped = 0;
            ThreadPool.UnsafeQueueUserWorkItem(_ => Volatile.Write(ref hopped, Stopwatch.GetTimestamp()), null);
            Thread.Sleep(Step);
            double late = Stopwatch.GetElapsedTime(began).TotalMilliseconds - Step;
            double own = (Environment.CpuUsage.TotalTime - used).TotalMilliseconds / Environment.ProcessorCount;
            while (Volatile.Read(ref hopped) == 0) Thread.Sleep(1);
            double hop = Stopwatch.GetElapsedTime(began, hopped).TotalMilliseconds;
            double collecting = (GC.GetTotalPauseDuration() - paused).TotalMilliseconds;
            if (late < Notable && collecting < Notable && hop < Notable) continue;
            Lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{began} {Math.Max(0, late - collecting - own):F1} {collecting:F1} {hop:F1}"));
        }
    }
}
