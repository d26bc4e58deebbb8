using System.Text.Json;
using NodaTime;
using OpsCenter.CityPack.Reading;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Checks;

/// <summary>What pack.json says.</summary>
internal sealed record Manifest(string Version, UnitCode City, DateTimeZone Zone, IReadOnlyList<PackSource> Sources);

internal static class ManifestFile
{
    internal static Manifest? Read(PackFolder folder, FaultList faults)
    {
        if (JsonSource.Read(folder, PackFiles.Manifest, faults) is not { } json) return null;
        if (!JsonShape.Load("pack.schema.json").Holds(json, PackFiles.Manifest, faults)) return null;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(json["timeZone"].Text);
        if (zone is null) faults.Add(PackFiles.Manifest, json["timeZone"].Line, $"'timeZone' is '{json["timeZone"].Text}', which is no IANA time zone.");
        var sources = Sources(folder, json["files"], faults);
        return zone is null ? null : new Manifest(json["version"].Text, UnitCode.Parse(json["city"].Text), zone, sources);
    }

    private static List<PackSource> Sources(PackFolder folder, JsonValue files, FaultList faults)
    {
        var sources = new List<PackSource>();
        foreach (var entry in files.Items)
        {
            string file = entry["file"].Text;
            if (sources.Exists(source => source.File == file)) faults.Add(PackFiles.Manifest, entry["file"].Line, $"'{file}' comes twice in 'files'.");
            else if (file == PackFiles.Manifest || !folder.Names.Contains(file)) faults.Add(PackFiles.Manifest, entry["file"].Line, $"'files' names {file}, which is not in the pack.");
            else sources.Add(new PackSource(file, entry["source"].Text, entry["licence"].Text, entry["synthetic"].Kind is JsonValueKind.True));
        }
        foreach (string file in folder.Names)
            if (file != PackFiles.Manifest && !files.Items.Exists(entry => entry["file"].Text == file))
                faults.Add(PackFiles.Manifest, files.Line, $"'files' does not say where {file} comes from.");
        return sources;
    }
}
