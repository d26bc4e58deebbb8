using System.Globalization;

namespace OpsCenter.Benchmarks.Peers;

/// <summary>What a process and all that it started use, by the kernel's count (<c>proc(5)</c>).</summary>
internal static class ProcessTree
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on

    /// <summary>Processor time so far, in seconds; one hundredth is the finest.</summary>
    internal static double ProcessorOf(int root)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => char.IsAsciiDigit(name![0])).Select(name => Read(name!)).OfType<Entry>().ToList();
        HashSet<int> tree = [root];
        for (int before = 0; before != tree.Count;)
        {
            before = tree.Count;
            foreach (var entry in all.Where(entry => tree.Contains(entry.Parent))) tree.Add(entry.Id);
        }
        return all.Where(entry => tree.Contains(entry.Id)).Sum(entry => entry.Ticks) / TicksPerSecond;
    }

    /// <summary>Resident memory of one process, in bytes.</summary>
    internal static long ResidentOf(int id) =>
        long.Parse(File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))[6..^2].Trim(), CultureInfo.InvariantCulture) * 1024;

    private static Entry? Read(string id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // the name may hold anything; behind it the fields begin with the third
            return new Entry(int.Parse(id, CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null; // it ended meanwhile
        }
    }

    private sealed record Entry(int Id, int Parent, long Ticks);
}
