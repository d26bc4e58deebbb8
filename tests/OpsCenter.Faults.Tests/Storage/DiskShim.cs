using System.Globalization;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>The layer between a program and its disk (<c>Shim/disk.c</c>), built once a run by the machine's own compiler.</summary>
internal static class DiskShim
{
    private static readonly Lazy<Task<string>> Built = new(BuildAsync);

    /// <summary>What a program is started with, so that the layer stands between it and the files below a folder.</summary>
    /// <param name="under">The folder.</param>
    /// <param name="trace">The file that tells what happened; null: none.</param>
    /// <param name="fail">call:part-of-the-name:N:errno; null: nothing fails.</param>
    internal static async Task<Dictionary<string, string>> EnvironmentAsync(string under, string? trace = null, string? fail = null)
    {
        var environment = new Dictionary<string, string> { ["LD_PRELOAD"] = await Built.Value, ["OPSCENTER_DISK_UNDER"] = under + "/" };
        if (trace is not null) environment["OPSCENTER_DISK_TRACE"] = trace;
        if (fail is not null) environment["OPSCENTER_DISK_FAIL"] = fail;
        return environment;
    }

    /// <summary>The same, with a disk whose syncs say yes and do nothing: the negative control.</summary>
    internal static async Task<Dictionary<string, string>> LyingAsync(string under) =>
        new(await EnvironmentAsync(under)) { ["OPSCENTER_DISK_LIES"] = "1" };

    internal static string Fail(string call, string name, long from, int errno) => string.Create(CultureInfo.InvariantCulture, $"{call}:{name}:{from}:{errno}");

    private static async Task<string> BuildAsync()
    {
        string source = Path.Combine(Repository.Path, "tests", "OpsCenter.Faults.Tests", "Storage", "Shim", "disk.c");
        string library = Path.Combine(AppContext.BaseDirectory, "disk.so");
        var run = await Tool.RunAsync("gcc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, source, "-ldl", "-lpthread");
        Assert.True(run.Code == 0, $"gcc ended with {run.Code}: {run.Error}");
        return library;
    }
}
