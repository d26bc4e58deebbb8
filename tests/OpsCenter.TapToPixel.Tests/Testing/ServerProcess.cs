using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>The real server as its own process, on free ports and a folder of its own; both are gone when it is disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _data;

    private ServerProcess(Process process, string data, int http, string pairing) => (_process, _data, Http, PairingLink) = (process, data, http, pairing);

    internal int Http { get; }

    /// <summary>The printed link that pairs a browser and goes on to the wall.</summary>
    internal string PairingLink { get; }

    /// <summary>Starts <c>demo --still</c> and waits until it has printed the wall's address.</summary>
    internal static async Task<ServerProcess> StartAsync()
    {
        string program = Path.Combine(Repository.Root, "artifacts", "bin", "OpsCenter.Server", "release", "OpsCenter.Server.dll");
        string data = Directory.CreateTempSubdirectory("opscenter-wall").FullName;
        int http = FreePort();
        var process = Process.Start(new ProcessStartInfo("dotnet",
            [program, "demo", "--still", "--data", data, "--http", $"{http}", "--mqtt", $"{FreePort()}"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Root,
        })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at && line.Contains("/pair?code=", StringComparison.Ordinal))
                return new ServerProcess(process, data, http, line[at..].Trim());
        throw new InvalidOperationException($"The server ended with {process.ExitCode} before it printed the wall's address.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
