namespace OpsCenter.Benchmarks.Load;

/// <summary>Many lines on one thread, with few calls of the kernel: the load must cost less than what it loads.</summary>
internal sealed class PollLoop(IReadOnlyList<Line> lines)
{
    private readonly PollEntry[] _entries = [.. lines.Select(line => new PollEntry { Handle = line.Handle })];

    /// <summary>Waits until something can be read or sent, at most so long, and does it.</summary>
    internal void Turn(long nanoseconds)
    {
        for (int i = 0; i < _entries.Length; i++) _entries[i].Awaited = (short)(lines[i].Ended ? 0 : Native.Readable | (lines[i].Waits ? Native.Writable : 0));
        Native.Wait(_entries, Math.Max(0, nanoseconds));
        for (int i = 0; i < _entries.Length; i++)
        {
            short ready = _entries[i].Returned;
            if (ready == 0) continue;
            _entries[i].Returned = 0;
            if (lines[i].Ended) _entries[i].Handle = -1; // a negative one is left out by the kernel
            else if ((ready & Native.Writable) != 0) lines[i].Flush();
            if ((ready & ~Native.Writable) != 0 && !lines[i].Ended) lines[i].Read();
        }
    }
}
