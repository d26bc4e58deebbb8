using System.Globalization;

namespace OpsCenter.Testing;

/// <summary>What the kernel holds for a server's clients, by <c>proc_net_tcp</c>: bytes that were written and that nobody has confirmed yet.</summary>
public static class KernelBuffers
{
    /// <summary>The kernel's own space for a byte that waits; it doubles every SO_SNDBUF for the same reason (socket(7)).</summary>
    private const int Overhead = 2;

    /// <summary>Bytes of memory, estimated from above, for all connections that a port of this machine accepted.</summary>
    public static long HeldBy(int port)
    {
        string local = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        long waiting = 0;
        foreach (string line in File.ReadLines("/proc/net/tcp").Skip(1))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries); // number, local, remote, state, tx:rx, …
            if (fields[1].EndsWith(local, StringComparison.Ordinal) && fields[3] == "01") waiting += long.Parse(fields[4].AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }
        return Overhead * waiting;
    }
}
