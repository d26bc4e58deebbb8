using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace OpsCenter.Mqtt.Tests.Peers;

/// <summary>A program of somebody else, run by a test. One that is missing fails the test with a sentence.</summary>
internal sealed class PeerProgram : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private PeerProgram(Process process) => _process = process;

    /// <summary>This folder in the source tree.</summary>
    internal static string Folder { get; } = FolderOf();

    internal static PeerProgram Start(string package, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        try
        {
            var peer = new PeerProgram(Process.Start(start)!);
            peer._process.ErrorDataReceived += (_, line) => peer._errors.AppendLine(line.Data);
            peer._process.BeginErrorReadLine();
            return peer;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException($"{program} could not be started; this test needs the Debian package {package}: apt-get install {package}.", missing);
        }
    }

    /// <summary>Runs it to its end; its output.</summary>
    internal static async Task<string> RunAsync(string package, string program, params string[] arguments)
    {
        await using var peer = Start(package, program, arguments);
        return await peer.EndAsync();
    }

    /// <summary>Waits for its end, which must be good; its output.</summary>
    internal async Task<string> EndAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(_process.ExitCode == 0, $"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} ended with {_process.ExitCode}: {output}{_errors}");
        return output.TrimEnd('\n');
    }

    internal async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException($"{_process.StartInfo.FileName} ended: {_errors}");

    /// <summary>Waits until something listens on a port of this machine.</summary>
    internal static async Task ListensAsync(int port)
    {
        for (var patience = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (patience.Elapsed < Patience)
            {
                await Task.Delay(20);
            }
        }
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
    }

    private static string FolderOf([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
