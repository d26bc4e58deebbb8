using OpsCenter.CityPack.Checks;
using OpsCenter.CityPack.Reading;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack;

/// <summary>Reads a city pack from its folder, checks it, and refuses it with all faults at once (house rule H7).</summary>
public static class CityPackLoader
{
    /// <summary>The folder of the shipped city, Yantai: <c>packs/yantai</c> beside the program.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "packs", "yantai");

    /// <summary>The shipped city, Yantai.</summary>
    /// <exception cref="CityPackException">The files in <see cref="ShippedFolder"/> were changed and are wrong.</exception>
    public static CityPlan LoadShipped() => Load(ShippedFolder);

    /// <summary>The city in a folder.</summary>
    /// <exception cref="CityPackException">Something is wrong; all faults are listed with file and line.</exception>
    public static CityPlan Load(string folder) => Read(folder).Plan;

    /// <summary>The city in a folder, with what its keeper should look at and where its files come from.</summary>
    /// <exception cref="CityPackException">Something is wrong; all faults are listed with file and line.</exception>
    public static LoadedPack Read(string folder)
    {
        var faults = new FaultList();
        var files = new PackFolder(folder, faults);
        var manifest = ManifestFile.Read(files, faults);
        var rules = RulesFile.Read(files, faults);
        var calendar = CalendarFile.Read(files, faults);
        var units = new TerritoryFiles(files, faults).Read(manifest?.City ?? UnitCode.None);
        var codes = units.Select(unit => unit.Code).ToHashSet();
        var grids = codes.Where(code => code.Level is UnitLevel.Grid).ToHashSet();
        var venues = PlaceFiles.Venues(files, grids, faults);
        var kiosks = PlaceFiles.Kiosks(files, venues.Select(venue => venue.Id).ToHashSet(), faults);
        var organisations = OrganisationsFile.Read(files, codes, faults);
        CentresFile.Read(files, codes, faults);
        var schematic = SchematicFile.Read(files, grids, faults);
        var outlines = OutlinesFile.Read(files, codes, faults);
        if (faults.Count > 0 || manifest is null || rules is null) throw new CityPackException(folder, faults.InOrder());

        var plan = new CityPlan(new CityPlanParts
        {
            Version = manifest.Version,
            Hash = files.Hash(),
            Synthetic = manifest.Sources.Any(source => source.Synthetic),
            Time = new ZonedCityTime(manifest.Zone, calendar),
            Units = units,
            Venues = venues,
            Kiosks = kiosks,
            Catalogue = rules.Catalogue,
            Levels = rules.Levels,
            Focus = rules.Focus,
            Schematic = schematic,
            Organisations = organisations,
            Modes = rules.Modes,
            Outlines = outlines,
        });
        return new LoadedPack(plan, PackReport.Of(units, organisations, rules.Community, rules.Village), manifest.Sources, files);
    }
}
