using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>The real server in a process of its own: started, killed, started again on the same folder, stopped.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // of the real clock: only a hanging server uses it up

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(ServerStart start)
    {
        Start = start;
        var info = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        string[] command = [.. start.Within, "dotnet", start.Program, "demo", "--still", "--data", start.Data, "--http", Text(start.Http), "--mqtt", Text(start.Mqtt), .. start.More];
        info.FileName = command[0];
        foreach (string argument in command[1..]) info.ArgumentList.Add(argument);
        foreach (var (name, value) in start.Environment) info.Environment[name] = value;
        _process = new Process { StartInfo = info };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
    }

    internal static string Program { get; } =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "OpsCenter.Server", "release", "OpsCenter.Server.dll"));

    internal ServerStart Start { get; }

    internal int HttpPort { get; private set; }

    internal int MqttPort { get; private set; }

    /// <summary>From the start of the process to the first 200 of <c>/healthz</c>.</summary>
    internal TimeSpan ReadyAfter { get; private set; }

    internal Credentials Credentials { get; private set; } = Credentials.None;

    internal IReadOnlyList<string> Output => [.. _lines];

    /// <summary>Starts it and waits for nothing: a server that is to die on its way up.</summary>
    internal static ServerProcess Begin(ServerStart start)
    {
        var server = new ServerProcess(start);
        server._process.Start();
        AppDomain.CurrentDomain.ProcessExit += server.KillAtExit;
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    internal static async Task<ServerProcess> RunAsync(ServerStart start)
    {
        var watch = Stopwatch.StartNew();
        var server = Begin(start);
        await server.OrOutputAsync(server._listening.Task);
        await server.OrOutputAsync(server.AnswersAsync(HttpStatusCode.OK));
        server.ReadyAfter = watch.Elapsed;
        server.Credentials = Credentials.Read(start.FolderOutside);
        return server;
    }

    /// <summary><c>kill -9</c>: no handler runs, no buffer is flushed.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and the exit code.</summary>
    internal async Task<int> StopAsync()
    {
        using (var signal = Process.Start("kill", ["-TERM", Text(_process.Id)])) await signal.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Waits for an end that nobody outside asked for.</summary>
    /// <returns>The exit code, 137 after a SIGKILL; null when it still runs after all patience.</returns>
    internal async Task<int?> EndsAsync(TimeSpan patience)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(patience); // all it said is heard then
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    internal bool IsRunning => !_process.HasExited;

    /// <summary>The server's resident memory in bytes.</summary>
    internal long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Bytes of the heap that are in use, after everything else was collected. The server was started <see cref="ServerStart.WithBackDoor"/>.</summary>
    internal long LiveBytes => long.Parse(BackDoor.Ask(Start.FolderOutside, "live"), CultureInfo.InvariantCulture);

    /// <summary>The same without the blocks of bytes that Kestrel lends its connections.</summary>
    internal long StateBytes => long.Parse(BackDoor.Ask(Start.FolderOutside, "state"), CultureInfo.InvariantCulture);

    /// <summary>One of the server's own meters, e.g. <c>opscenter.wall.screens</c>; it was started <see cref="ServerStart.WithBackDoor"/>.</summary>
    internal double Figure(string name) => double.Parse(BackDoor.Ask(Start.FolderOutside, $"figure {name}"), CultureInfo.InvariantCulture);

    /// <summary>Starts Kestrel with a handler that does nothing in the server's process, which was started <see cref="ServerStart.WithBackDoor"/>; its port.</summary>
    internal int OpenBareListener() => int.Parse(BackDoor.Ask(Start.FolderOutside, "bare"), CultureInfo.InvariantCulture);

    /// <summary>Files, sockets and pipes that the server holds open.</summary>
    internal int OpenHandles => Directory.GetFileSystemEntries($"/proc/{Text(_process.Id)}/fd").Length;

    /// <summary>Processor time that the server has taken so far.</summary>
    internal TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The position of the snapshot that it came back from; 0 when from none.</summary>
    internal long SnapshotAt => _lines.Select(line => line.Split("From the snapshot at ") is [_, var rest] ? long.Parse(rest.Split(' ')[0], CultureInfo.InvariantCulture) : 0).Max();

    /// <summary>What <c>/healthz</c> says.</summary>
    internal async Task<(HttpStatusCode Status, string Text)> HealthReportAsync()
    {
        using var answer = await _http.GetAsync(Address("/healthz"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    internal async Task<HttpStatusCode> HealthAsync()
    {
        using var answer = await _http.GetAsync(Address("/healthz"));
        return answer.StatusCode;
    }

    internal Uri Address(string path) => new($"http://127.0.0.1:{HttpPort}{path}");

    /// <summary>Waits until <c>/healthz</c> answers with a status.</summary>
    internal Task AnswersAsync(HttpStatusCode status) => Eventually.TrueAsync($"/healthz answers {status}", Patience, async () =>
    {
        try
        {
            return await HealthAsync() == status;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    });

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Address(path));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The tile of a unit or venue, as a screen's token sees it over HTTP.</summary>
    internal async Task<JsonElement> TileAsync(string unit)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"/api/v1/posture/{unit}", Credentials.WallToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var posture = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return posture.RootElement.GetProperty("tile").Clone();
    }

    /// <summary>Waits for a sentence in the log that holds both texts.</summary>
    internal Task LogsAsync(string who, string what) => Eventually.TrueAsync($"the log tells of {who}: {what}", Patience, () => Task.FromResult(
        _lines.Any(line => line.Contains(who, StringComparison.Ordinal) && line.Contains(what, StringComparison.Ordinal))));

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        if (IsRunning) await KillAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private async Task OrOutputAsync(Task ready)
    {
        var ended = _process.WaitForExitAsync();
        var first = await Task.WhenAny(ready, ended, Task.Delay(Start.Patience));
        Assert.True(first == ready && ready.IsCompletedSuccessfully, $"The server did not come up. It said:\n{string.Join('\n', _lines)}");
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["MQTT", var mqtt, ..]) MqttPort = new Uri(mqtt).Port;
        if (words is not ["health", var health]) return;
        HttpPort = new Uri(health).Port;
        _listening.TrySetResult();
    }

    private void KillAtExit(object? sender, EventArgs e)
    {
        if (IsRunning) _process.Kill();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
