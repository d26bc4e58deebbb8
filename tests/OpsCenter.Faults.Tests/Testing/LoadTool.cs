using System.Globalization;
using System.Text.Json;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>The simulator's load: as many taps as are asked for, as fast as they are taken.</summary>
internal static class LoadTool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    internal static async Task PressAsync(ServerProcess server, long taps)
    {
        var run = await Tool.RunAsync(Patience, "dotnet", ServerProcess.Program, "simulate", "load",
            "--mqtt-port", server.MqttPort.ToString(CultureInfo.InvariantCulture), "--kiosks", Path.Combine(server.Start.FolderOutside, "demo", "kiosks.csv"),
            "--taps", taps.ToString(CultureInfo.InvariantCulture), "--seconds", "1800");
        using var result = JsonDocument.Parse(run.Out);
        Assert.True(result.RootElement.GetProperty("acked").GetInt64() >= taps, run.Out + run.Error);
    }
}
