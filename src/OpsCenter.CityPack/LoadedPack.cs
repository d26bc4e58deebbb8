using OpsCenter.CityPack.Reading;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack;

/// <summary>A city pack that passed all checks.</summary>
public sealed class LoadedPack
{
    private readonly PackFolder _files;

    internal LoadedPack(CityPlan plan, PackReport report, IReadOnlyList<PackSource> sources, PackFolder files) =>
        (Plan, Report, Sources, _files) = (plan, report, sources, files);

    /// <summary>The city as data.</summary>
    public CityPlan Plan { get; }

    /// <summary>What its keeper should look at.</summary>
    public PackReport Report { get; }

    /// <summary>Where each file comes from.</summary>
    public IReadOnlyList<PackSource> Sources { get; }

    /// <summary>Writes the pack's files, the very bytes that were checked, into a folder of their own; does nothing when it is there.</summary>
    /// <param name="folder">Usually named by the pack's hash.</param>
    public void KeepIn(string folder)
    {
        if (Directory.Exists(folder)) return;
        string draft = folder + ".new";
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        Directory.CreateDirectory(draft);
        foreach (var (name, bytes) in _files.All)
        {
            using var file = new FileStream(Path.Combine(draft, name), FileMode.CreateNew);
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        Directory.Move(draft, folder);
    }

    /// <summary>Holds the pack against a journal: a unit with history is merged or closed, never removed (house rule H7).</summary>
    /// <param name="history">The whole journal, in order.</param>
    /// <exception cref="CityPackException">It leaves out places that the journal speaks of; all are listed.</exception>
    public void MustHold(IEnumerable<Recorded> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var grids = new SortedSet<string>(StringComparer.Ordinal);
        var venues = new SortedSet<string>(StringComparer.Ordinal);
        var kiosks = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var recorded in history)
        {
            switch (recorded.Event)
            {
                case GridEvent e when !Plan.IsGrid(e.Grid): grids.Add(e.Grid.ToString()); break;
                case VenueEvent e when Plan.FindVenue(e.Venue) is null: venues.Add(e.Venue.ToString()); break;
                case KioskEvent e when Plan.VenueOf(e.Kiosk) is null: kiosks.Add(e.Kiosk.ToString()); break;
            }
        }
        List<PackFault> faults = [.. Missing(PackFiles.Grids, "Grid", grids), .. Missing(PackFiles.Venues, "Venue", venues), .. Missing(PackFiles.Kiosks, "Kiosk", kiosks)];
        if (faults.Count > 0) throw new CityPackException(_files.Folder, faults);
    }

    private static IEnumerable<PackFault> Missing(string file, string what, IEnumerable<string> ids) => ids.Select(id =>
        new PackFault(file, 0, $"{what} {id} is missing, and the journal holds its history: what has history is never removed from a pack. Put it back."));
}
