using System.Diagnostics;
using System.Globalization;

namespace OpsCenter.Journal.Sqlite.Tests;

/// <summary>A child process that commits for ever and reports each commit.</summary>
internal sealed class WriterProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private WriterProcess(string program, IEnumerable<string> arguments)
    {
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
    }

    /// <summary>What one line said.</summary>
    internal readonly record struct Report(bool IsFull, long Head, bool HasBallast);

    internal int Id => _process.Id;

    internal static WriterProcess Start(string directory, int batch = 1, Durability durability = Durability.Full, long checkpoint = 8 << 20) =>
        new("dotnet", Command(directory, batch, durability, 0, checkpoint));

    /// <summary>Starts it in a mount namespace of its own, in which the directory's parent is a small disk with a filler file.</summary>
    internal static WriterProcess StartOnSmallDisk(string parent, string directory, long ballast) =>
        new("unshare", ["-m", "sh", "-c", $"mount -t tmpfs -o size=24m tmpfs {parent} && head -c 8M /dev/zero > {parent}/filler && exec dotnet {string.Join(' ', Command(directory, 20, Durability.Full, ballast, 1 << 20))}"]);

    /// <summary>Starts it under strace, which writes the calls that matter for durability to a file and, when told to, makes some of them fail.</summary>
    internal static WriterProcess StartTraced(string directory, string trace, Durability durability, string? inject = null) =>
        new("strace",
        [
            "-f", "-y", "-e", "trace=write,pwrite64,fdatasync,fsync", .. inject is null ? (string[])[] : ["-e", $"inject={inject}"],
            "-o", trace, "dotnet", .. Command(directory, 3, durability, 0, 8 << 20),
        ]);

    internal async Task<Report> ReadUntil(Func<Report, bool> isIt, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            var report = Parse(line);
            if (isIt(report)) return report;
        }
        throw new InvalidOperationException($"The writer ended by itself with {_process.ExitCode}.");
    }

    /// <summary>Waits until it ends by itself; the newest position that it had reported, and its exit code.</summary>
    internal async Task<(long Reported, int ExitCode)> End(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        string all = await _process.StandardOutput.ReadToEndAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        return (Newest(all), _process.ExitCode);
    }

    /// <summary>kill -9; the newest position that it had reported before it died.</summary>
    internal async Task<long> Kill(CancellationToken cancellationToken)
    {
        _process.Kill(entireProcessTree: true);
        string rest = await _process.StandardOutput.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return Newest(rest);
    }

    /// <summary>Stops it where it stands (SIGSTOP).</summary>
    internal void Hold()
    {
        using var kill = Process.Start("kill", ["-STOP", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static long Newest(string lines)
    {
        string[] whole = lines.Split('\n')[..^1]; // the last piece is no whole line
        return whole.Length == 0 ? 0 : whole.Max(line => Parse(line).Head);
    }

    private static Report Parse(string line)
    {
        string[] words = line.Split(' ');
        return new Report(words[0] == "full", long.Parse(words[1], CultureInfo.InvariantCulture), words[2] == "ballast");
    }

    private static string[] Command(string directory, int batch, Durability durability, long ballast, long checkpoint) =>
    [
        Path.Combine(AppContext.BaseDirectory, "OpsCenter.Journal.Writer.dll"), directory, batch.ToString(CultureInfo.InvariantCulture),
        durability.ToString(), ballast.ToString(CultureInfo.InvariantCulture), checkpoint.ToString(CultureInfo.InvariantCulture),
    ];
}
