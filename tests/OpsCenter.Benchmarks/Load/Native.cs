using System.Runtime.InteropServices;

namespace OpsCenter.Benchmarks.Load;

/// <summary>The kernel's <c>ppoll</c>: one thread waits for many sockets, and to the microsecond.</summary>
internal static partial class Native
{
    internal const short Readable = 1;
    internal const short Writable = 4;

    /// <summary>Waits until a socket is ready or the time is over; which are ready stands in <see cref="PollEntry.Returned"/>.</summary>
    internal static unsafe void Wait(Span<PollEntry> entries, long nanoseconds)
    {
        var timeout = new TimeSpec { Seconds = (nint)(nanoseconds / 1_000_000_000), Nanoseconds = (nint)(nanoseconds % 1_000_000_000) };
        fixed (PollEntry* first = entries) _ = PPoll(first, (nuint)entries.Length, &timeout, null);
    }

    [LibraryImport("libc", EntryPoint = "ppoll")]
    private static unsafe partial int PPoll(PollEntry* entries, nuint count, TimeSpec* timeout, void* mask);

    private struct TimeSpec
    {
        internal nint Seconds;
        internal nint Nanoseconds;
    }
}

/// <summary>What is awaited of one socket: the kernel's <c>struct pollfd</c>.</summary>
internal struct PollEntry
{
    internal int Handle;
    internal short Awaited;
    internal short Returned;
}
