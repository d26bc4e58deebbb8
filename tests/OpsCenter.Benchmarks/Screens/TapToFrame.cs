using System.Diagnostics;
using System.Runtime.InteropServices;
using OpsCenter.Benchmarks.Load;

namespace OpsCenter.Benchmarks.Screens;

/// <summary>How long taps took to a frame: the n-th tap that was due stands in the first frame that counts n more than the first did.</summary>
internal static class TapToFrame
{
    /// <summary>From due to frame in ms, of the taps of the measured part, at every followed screen.</summary>
    internal static Spread? Of(string duesFile, string shownFile, PressResult press)
    {
        var dues = Longs(duesFile);
        var shown = Longs(shownFile);
        List<double> times = [];
        for (int at = 0; at < shown.Length;)
        {
            int length = (int)shown[at];
            Add(times, dues, shown.AsSpan(at + 1, length), press);
            at += 1 + length;
        }
        return Spread.Of(times);
    }

    private static void Add(List<double> times, long[] dues, ReadOnlySpan<long> shown, PressResult press)
    {
        int at = 0;
        long first = shown.IsEmpty ? 0 : shown[1];
        for (int tap = press.FirstMeasured; tap < press.EndMeasured; tap++)
        {
            while (at < shown.Length && shown[at + 1] < first + tap + 1) at += 2;
            if (at == shown.Length) return;
            times.Add(Stopwatch.GetElapsedTime(dues[tap], shown[at]).TotalMilliseconds);
        }
    }

    private static long[] Longs(string file) => MemoryMarshal.Cast<byte, long>(File.ReadAllBytes(file)).ToArray();
}
