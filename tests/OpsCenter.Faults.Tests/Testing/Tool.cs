using System.Diagnostics;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>Runs another program to its end.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static Task<(int Code, string Out, string Error)> RunAsync(params string[] command) => RunInAsync("", Patience, command);

    /// <summary>Gives it more time than the usual minute.</summary>
    internal static Task<(int Code, string Out, string Error)> RunAsync(TimeSpan patience, params string[] command) => RunInAsync("", patience, command);

    /// <summary>Runs it in a folder; empty: in this process's own.</summary>
    internal static Task<(int Code, string Out, string Error)> RunInAsync(string folder, params string[] command) => RunInAsync(folder, Patience, command);

    private static async Task<(int Code, string Out, string Error)> RunInAsync(string folder, TimeSpan patience, string[] command)
    {
        var info = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return (process.ExitCode, await output, await error);
    }
}
