using System.Globalization;

namespace OpsCenter.Mqtt.Tests.Peers;

/// <summary>The open broker as a process of its own, for all tests of a class.</summary>
public sealed class OpenBroker : IAsyncLifetime
{
    private PeerProgram? _program;

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    internal int Port { get; private set; }

    internal string PortText => Port.ToString(CultureInfo.InvariantCulture);

    public async ValueTask InitializeAsync()
    {
        var built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "OpsCenter.Mqtt.OpenBroker"));
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        _program = PeerProgram.Start("dotnet-sdk-10.0", "dotnet", Path.Combine(built, name, "OpsCenter.Mqtt.OpenBroker.dll"), "--port", "0");
        var line = await _program.ReadLineAsync(); // "Open broker on 127.0.0.1:40123."
        Port = int.Parse(line.AsSpan(line.LastIndexOf(':') + 1).TrimEnd('.'), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null) await _program.DisposeAsync();
    }
}
