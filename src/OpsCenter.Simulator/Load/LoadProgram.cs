using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using OpsCenter.CityPack;
using OpsCenter.Domain.Territory;
using OpsCenter.Simulator.City;

namespace OpsCenter.Simulator.Load;

/// <summary>Presses kiosks as hard as the server takes it, and says what was acknowledged. For fault tests and benchmarks.</summary>
public static class LoadProgram
{
    /// <summary>Runs <c>load</c> with the options of its command line, and prints one JSON object.</summary>
    /// <returns>The process's exit code: 0, or 2 for wrong options.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            var given = SimulatorCommandLine.Read(arguments, "--mqtt-host", "--mqtt-port", "--kiosks", "--connections", "--window", "--seconds", "--taps", "--skip", "--report");
            double Number(string name, double otherwise) => given.TryGetValue(name, out string? text) ? SimulatorCommandLine.Number(text, name) : otherwise;
            var options = new LoadOptions
            {
                MqttHost = given.GetValueOrDefault("--mqtt-host", "127.0.0.1"),
                MqttPort = (int)SimulatorCommandLine.Number(SimulatorCommandLine.Needed(given, "--mqtt-port"), "--mqtt-port"),
                KiosksFile = SimulatorCommandLine.Needed(given, "--kiosks"),
                Connections = (int)Number("--connections", 50),
                Window = (int)Number("--window", 100),
                Duration = TimeSpan.FromSeconds(Number("--seconds", 10)),
                Taps = given.ContainsKey("--taps") ? (long)Number("--taps", 0) : long.MaxValue,
                Skip = (int)Number("--skip", SimulatedKiosk.LeftAlone),
                Report = given.GetValueOrDefault("--report"),
            };
            var result = await RunAsync(options, CityPackLoader.LoadShipped(), TimeProvider.System, cancellationToken);
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
            return 0;
        }
        catch (ArgumentException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }

    /// <summary>Presses for as long, or as many taps, as the options say.</summary>
    public static async Task<LoadResult> RunAsync(LoadOptions options, CityPlan plan, TimeProvider time, CancellationToken cancellationToken)
    {
        var kiosks = SimulatedKiosk.Read(options.KiosksFile, plan, options.Skip);
        if (options.Connections < 1 || options.Connections > kiosks.Count) throw new ArgumentException($"1 to {kiosks.Count} connections.");
        if (options.Window is < 1 or > 60_000) throw new ArgumentException("A window of 1 to 60,000.");
        long share = options.Taps == long.MaxValue ? long.MaxValue : (options.Taps + options.Connections - 1) / options.Connections;
        var connections = kiosks.Take(options.Connections)
            .Select(kiosk => new LoadConnection(kiosk, plan.City.ToString(), RandomNumberGenerator.GetHexString(8, lowercase: true), options, share)).ToList();
        using var end = new CancellationTokenSource(options.Duration, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        long start = time.GetTimestamp();
        await Task.WhenAll(connections.Select(connection => connection.RunAsync(time, either.Token)));
        double seconds = time.GetElapsedTime(start).TotalSeconds;
        if (options.Report is not null)
            await File.WriteAllLinesAsync(options.Report, connections.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Kiosk},{one.Outbox},{one.Acknowledged}")), CancellationToken.None);
        long acked = connections.Sum(one => one.Acknowledged);
        return new LoadResult(connections.Sum(one => one.Attempted), acked, Math.Round(seconds, 3), Math.Round(acked / seconds))
        {
            Failures = connections.Sum(one => one.Failures),
            LastFailure = connections.Select(one => one.LastFailure).LastOrDefault(failure => failure is not null),
        };
    }
}

/// <summary>What a load run came to.</summary>
/// <param name="Attempted">Distinct taps sent at least once.</param>
/// <param name="Acked">Distinct taps acknowledged.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Rate">Acknowledged taps a second.</param>
public sealed record LoadResult(long Attempted, long Acked, double Seconds, double Rate)
{
    /// <summary>Connections lost or refused.</summary>
    public int Failures { get; init; }

    /// <summary>What ended the newest of them; null when there was none.</summary>
    public string? LastFailure { get; init; }
}
