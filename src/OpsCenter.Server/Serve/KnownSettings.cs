using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using OpsCenter.Grains.Runtime;
using OpsCenter.Ingest;
using OpsCenter.Ingest.Admission;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Server.Hosting;
using OpsCenter.Wall;
using OpsCenter.Wall.Hub;

namespace OpsCenter.Server.Serve;

/// <summary>The sections that a configuration may set, each with its options; a wrong name or value is told before anything starts.</summary>
internal static class KnownSettings
{
    private static readonly Dictionary<string, Type> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Mqtt"] = typeof(BrokerOptions),
        ["Ingest"] = typeof(IngestOptions),
        ["Shard"] = typeof(ShardOptions),
        ["Snapshots"] = typeof(SnapshotOptions),
        ["Hub"] = typeof(LiveHubOptions),
        ["Wall"] = typeof(WallOptions),
    };

    /// <summary>Judges what the host was given from everywhere, the environment too.</summary>
    /// <exception cref="ConfigurationRefusedException">A value is no value, or out of its range.</exception>
    internal static void Check(IConfiguration configuration)
    {
        var given = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (string section in Sections.Keys)
            foreach (var setting in configuration.GetSection(section).GetChildren())
                given[$"{section}:{setting.Key}"] = setting.Value;
        List<string> faults = [.. FaultsOf(given)];
        if (faults.Count > 0) throw new ConfigurationRefusedException(faults);
    }

    /// <summary>What is wrong, a sentence each; the key is <c>Section:Name</c>.</summary>
    internal static IEnumerable<string> FaultsOf(IReadOnlyDictionary<string, string?> settings)
    {
        var broker = new BrokerOptions();
        foreach (var (key, value) in settings)
        {
            string[] path = key.Split(':', 2);
            if (!Sections.TryGetValue(path[0], out var type)) yield return $"'settings.{path[0]}' is no section; known are {string.Join(", ", Sections.Keys)}.";
            else if (Property(type, path[1]) is not { } property)
                yield return $"'settings.{path[0]}.{path[1]}' is no setting; known are {string.Join(", ", Names(type))}.";
            else if (FaultOf(property, value, broker) is { } fault) yield return $"'settings.{path[0]}.{path[1]}' is {(value is null ? "nothing" : $"'{value}'")}; it must be {fault}.";
        }
        if (IngestSetup.FaultOf(broker) is { } limits) yield return $"'settings.Mqtt': {limits}";
    }

    private static string? FaultOf(PropertyInfo property, string? text, BrokerOptions broker)
    {
        if (!TryConvert(property.PropertyType, text, out object? value)) return WordFor(property.PropertyType);
        if (property.DeclaringType == typeof(BrokerOptions)) property.SetValue(broker, value);
        return property.GetCustomAttribute<RangeAttribute>() is { } range && !range.IsValid(value)
            ? string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} to {range.Maximum}") : null;
    }

    private static bool TryConvert(Type type, string? text, out object? value)
    {
        value = null;
        try
        {
            value = text is null ? null : TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException or OverflowException)
        {
            // Told by the caller, in words.
        }
        return value is not null;
    }

    private static string WordFor(Type type) =>
        type == typeof(TimeSpan) ? "a time as hh:mm:ss" : type == typeof(bool) ? "true or false" : type == typeof(string) ? "a text" : type == typeof(double) ? "a number" : "a whole number";

    private static PropertyInfo? Property(Type type, string name) => Array.Find(Settable(type), property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Names(Type type) => Settable(type).Select(property => property.Name);

    private static PropertyInfo[] Settable(Type type) => [.. type.GetProperties().Where(property =>
        property.CanWrite && !(type == typeof(BrokerOptions) && IngestSetup.FixedByTheWire.Contains(property.Name)))];
}
