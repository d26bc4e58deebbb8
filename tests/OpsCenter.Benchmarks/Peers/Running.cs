using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OpsCenter.Benchmarks.Peers;

/// <summary>A process that the command started, and ends by its id.</summary>
internal sealed class Running : IAsyncDisposable
{
    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly ConcurrentQueue<string> _said = new();

    private Running(ProcessStartInfo info)
    {
        (info.RedirectStandardInput, info.RedirectStandardOutput, info.RedirectStandardError) = (true, true, true);
        _process = Process.Start(info)!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += Kill;
    }

    internal int Id => _process.Id;

    internal static Running Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var info = new ProcessStartInfo(program, arguments);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) info.Environment[name] = value;
        return new Running(info);
    }

    /// <summary>The next line that it says and that is wanted.</summary>
    /// <exception cref="InvalidOperationException">It ended, or said nothing of the kind in time; what it said stands in the message.</exception>
    internal string Await(Func<string, bool> wanted, TimeSpan patience)
    {
        long since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < patience)
        {
            if (_lines.TryTake(out string? line, 100) && wanted(line)) return line;
            if (_process.HasExited && _lines.Count == 0) break;
        }
        throw new InvalidOperationException($"{_process.StartInfo.FileName} {(_process.HasExited ? $"ended with {_process.ExitCode}" : "was awaited in vain")}. It said last:\n{string.Join('\n', _said.TakeLast(15))}");
    }

    /// <summary>Waits until a port of loopback takes connections.</summary>
    internal async Task ListensAsync(int port, TimeSpan patience)
    {
        long since = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(port))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(since) > patience) Await(_ => false, TimeSpan.FromMilliseconds(300));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    internal void Say(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        Kill(null, EventArgs.Empty);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _lines.Dispose();
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Kill(object? sender, EventArgs e)
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        _said.Enqueue(line);
        if (_said.Count > 200) _said.TryDequeue(out _);
        try
        {
            _lines.Add(line);
        }
        catch (ObjectDisposedException)
        {
            // It was ended; nobody listens any more.
        }
    }
}
