namespace OpsCenter.Benchmarks.Peers;

/// <summary>A broker under load, on free ports of loopback, with its data in a folder of its own.</summary>
internal abstract class Peer : IAsyncDisposable
{
    /// <summary>The name in the table.</summary>
    internal abstract string Name { get; }

    internal abstract int MqttPort { get; }

    internal abstract int ProcessId { get; }

    /// <summary>Who may press: <c>kiosk,secret</c>, without a header.</summary>
    internal abstract string Kiosks { get; }

    /// <summary>Processor time so far, of the broker and what it started, in seconds.</summary>
    internal virtual double Processor => ProcessTree.ProcessorOf(ProcessId);

    public abstract ValueTask DisposeAsync();

    /// <summary>The program that a package brings.</summary>
    /// <exception cref="MissingPeerException">It is not there.</exception>
    protected static string Program(string peer, string package, params string[] paths) =>
        paths.FirstOrDefault(File.Exists) ?? throw new MissingPeerException(peer, package);

    /// <summary>A file of the shipped city's kiosks for brokers that ask for no secret.</summary>
    protected static string OpenKiosks(string folder)
    {
        string file = Path.Combine(folder, "open-kiosks.csv");
        File.WriteAllLines(file, ShippedCity.Spread(ShippedCity.Kiosks.Select(kiosk => $"{kiosk.Id},")));
        return file;
    }
}

/// <summary>A peer is not installed; the table says so.</summary>
internal sealed class MissingPeerException(string peer, string package) : Exception($"{peer} is not installed: {package}");
