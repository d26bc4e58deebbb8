using System.Globalization;

namespace OpsCenter.Simulator;

/// <summary>Reads the options that the server's <c>demo</c> gives its child: name and value in turn.</summary>
internal static class SimulatorCommandLine
{
    /// <exception cref="ArgumentException">An option is unknown, has no value, or is missing.</exception>
    internal static Dictionary<string, string> Read(IReadOnlyList<string> arguments, params string[] known)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < arguments.Count; i += 2)
        {
            if (!known.Contains(arguments[i])) throw new ArgumentException($"There is no option {arguments[i]}. Options: {string.Join(" ", known)}.");
            if (i + 1 == arguments.Count) throw new ArgumentException($"{arguments[i]} needs a value.");
            values[arguments[i]] = arguments[i + 1];
        }
        return values;
    }

    /// <exception cref="ArgumentException">An option is unknown, wrong or missing.</exception>
    internal static SimulatorOptions ReadSimulation(IReadOnlyList<string> arguments)
    {
        var given = Read(arguments, "--mqtt-host", "--mqtt-port", "--http", "--kiosks", "--staff-token", "--speed", "--seed", "--pack", "--parent", "--connects-per-second", "--outbox");
        var defaults = new SimulatorOptions { MqttPort = 0, Http = new Uri("http://127.0.0.1"), KiosksFile = "", StaffTokenFile = "" };
        return new SimulatorOptions
        {
            MqttHost = given.GetValueOrDefault("--mqtt-host", defaults.MqttHost),
            MqttPort = (int)Number(Needed(given, "--mqtt-port"), "--mqtt-port"),
            Http = Uri.TryCreate(Needed(given, "--http"), UriKind.Absolute, out var http) ? http : throw new ArgumentException("--http is no address."),
            KiosksFile = Needed(given, "--kiosks"),
            StaffTokenFile = Needed(given, "--staff-token"),
            Speed = given.TryGetValue("--speed", out string? speed) ? Number(speed, "--speed") : defaults.Speed,
            Seed = given.TryGetValue("--seed", out string? seed) ? (long)Number(seed, "--seed") : defaults.Seed,
            OutboxFolder = given.GetValueOrDefault("--outbox"),
            PackFolder = given.GetValueOrDefault("--pack"),
            ParentId = given.TryGetValue("--parent", out string? parent) ? (int)Number(parent, "--parent") : null,
            ConnectsPerSecond = given.TryGetValue("--connects-per-second", out string? ramp) ? (int)Number(ramp, "--connects-per-second") : defaults.ConnectsPerSecond,
        };
    }

    internal static string Needed(Dictionary<string, string> given, string name) => given.GetValueOrDefault(name) ?? throw new ArgumentException($"{name} is needed.");

    internal static double Number(string text, string name) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw new ArgumentException($"{name} is no number: {text}.");
}
