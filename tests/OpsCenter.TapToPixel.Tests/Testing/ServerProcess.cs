using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>The real server as its own process, on free ports and a folder of its own; both are gone when it is disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _data;
    private readonly Channel<string> _links = Channel.CreateUnbounded<string>();

    private ServerProcess(Process process, string data, int http, int mqtt)
    {
        (_process, _data, Http, Mqtt) = (process, data, http, mqtt);
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
    }

    internal int Http { get; }

    internal int Mqtt { get; }

    internal int Id => _process.Id;

    internal string WallToken => File.ReadAllText(Path.Combine(_data, "demo", "wall-token.txt")).Trim();

    /// <summary>The first ten kiosks of the demo, which nothing simulates.</summary>
    internal IReadOnlyList<DemoKiosk> Kiosks => [.. File.ReadLines(Path.Combine(_data, "demo", "kiosks.csv")).Skip(1).Take(10).Select(DemoKiosk.Of)];

    /// <summary>Starts <c>demo</c> and waits until it has printed the wall's address.</summary>
    internal static async Task<ServerProcess> StartAsync(params string[] options)
    {
        string program = Path.Combine(Repository.Root, "artifacts", "bin", "OpsCenter.Server", "release", "OpsCenter.Server.dll");
        string data = Directory.CreateTempSubdirectory("opscenter-wall").FullName;
        var (http, mqtt) = (FreePort(), FreePort());
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "demo", .. options, "--data", data, "--http", $"{http}", "--mqtt", $"{mqtt}"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Root,
        })!;
        var server = new ServerProcess(process, data, http, mqtt);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await server._links.Reader.WaitToReadAsync(patience.Token);
        return server;
    }

    /// <summary>A link that pairs a browser, once, and goes on to a wall.</summary>
    internal async Task<string> LinkAsync(string wall = "city")
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string link = await _links.Reader.ReadAsync(patience.Token);
        return $"{link}&to={Uri.EscapeDataString($"/wall/{wall}")}";
    }

    /// <summary>The processor time that the server has used, and the memory that it holds now, in MB; the simulated city is another process.</summary>
    internal (TimeSpan Processor, double Megabytes) Use()
    {
        _process.Refresh();
        return (_process.TotalProcessorTime, _process.WorkingSet64 / 1e6);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private void Read(string? line)
    {
        if (line is null) _links.Writer.TryComplete(new InvalidOperationException("The server ended."));
        else if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at && line.Contains("/pair?code=", StringComparison.Ordinal)) _links.Writer.TryWrite(line[at..].Trim());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A row of <c>DIR/demo/kiosks.csv</c>.</summary>
internal sealed record DemoKiosk(string Id, string Secret, string Venue, string Grid)
{
    private int _seq;

    internal static DemoKiosk Of(string row) => row.Split(',') is [var id, var secret, var venue, var grid, ..] ? new(id, secret, venue, grid) : throw new FormatException(row);

    /// <summary>One check-in by <c>mosquitto_pub</c>, in MQTT 3.1.1 or 5; ends when it was acknowledged.</summary>
    internal async Task TapAsync(int port, bool five)
    {
        string at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        string body = $$$"""{"seq":{{{++_seq}}},"at":"{{{at}}}","type":"check-in","data":{"purpose":"service"}}""";
        using var client = Process.Start("mosquitto_pub", ["-V", five ? "mqttv5" : "mqttv311", "-p", $"{port}", "-i", Id, "-u", Id, "-P", Secret, "-q", "1", "-t", $"ops/v1/370600/{Id}/up", "-m", body]);
        await client.WaitForExitAsync();
        Assert.Equal(0, client.ExitCode);
    }

    /// <summary>A client that signs in as this kiosk and stays.</summary>
    internal Process Stay(int port) =>
        Process.Start("mosquitto_sub", ["-p", $"{port}", "-i", Id, "-u", Id, "-P", Secret, "-q", "1", "-t", $"ops/v1/370600/{Id}/down"]);
}
