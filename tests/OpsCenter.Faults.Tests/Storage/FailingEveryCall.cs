using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>Of journal, keys and snapshot, each call to the disk fails in turn: open, read, write, truncate, sync, rename, delete.</summary>
public sealed class FailingEveryCall(ITestOutputHelper output)
{
    private const string InputOutputError = "5", NoSpace = "28";

    private static string Program { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "OpsCenter.Journal.Writer", "release", "OpsCenter.Journal.Writer.dll"));

    [Theory, InlineData(InputOutputError, "once"), InlineData(InputOutputError, "on"), InlineData(NoSpace, "once")]
    public async Task Whatever_call_fails_nothing_reported_is_lost_and_the_next_start_needs_nobody(string errno, string stays)
    {
        string answer = await RunAsync(errno, stays, await DiskShim.EnvironmentAsync(DiskImage.Root));
        output.WriteLine(answer);
        Assert.StartsWith("ok ", answer, StringComparison.Ordinal);
        Assert.InRange(int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), 100, 10_000); // so many calls there were
    }

    private static async Task<string> RunAsync(string errno, string stays, Dictionary<string, string> environment)
    {
        using var image = new DiskImage();
        string[] variables = [.. environment.Select(variable => $"{variable.Key}={variable.Value}")];
        var run = await Tool.RunAsync(TimeSpan.FromMinutes(5), ["env", .. variables, "dotnet", Program, "every-call", image.Path, errno, stays]);
        Assert.True(run.Code == 0, run.Error);
        return run.Out.Trim();
    }
}
