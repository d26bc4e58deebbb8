using OpsCenter.CityPack;
using OpsCenter.Journal;

namespace OpsCenter.Server.Hosting;

/// <summary>
/// Keeps every pack that was ever in force under <c>DIR/packs/</c>, by its hash, so that a journal can be read with the pack of its time
/// (house rule H7), and holds a pack that is new to the journal against what the journal speaks of.
/// </summary>
internal sealed class PackArchive(LoadedPack pack, string data)
{
    private const int Named = 5;

    private string Folder => Path.Combine(data, "packs");

    /// <summary>Names the newest pack that was held against the journal; losing it costs one reading of the journal.</summary>
    private string InForce => Path.Combine(Folder, "in-force");

    /// <summary>Before the shard is restored, and before the adoption is journaled.</summary>
    /// <exception cref="CityPackException">The pack leaves out what the journal speaks of.</exception>
    internal void Keep(IJournal journal)
    {
        string hash = pack.Plan.Parts.Hash;
        Directory.CreateDirectory(Folder);
        if (!File.Exists(InForce) || File.ReadAllText(InForce).Trim() != hash) pack.MustHold(journal.Read(0));
        pack.KeepIn(Path.Combine(Folder, hash));
        File.WriteAllText(InForce + ".new", hash + "\n");
        File.Move(InForce + ".new", InForce, overwrite: true);
    }

    /// <summary>The list of all that the pack's keeper should look at, beside the pack.</summary>
    internal string ReportFile => Path.Combine(Folder, $"{pack.Plan.Parts.Hash}.report.json");

    /// <summary>Tells what the pack's keeper should look at: the first of it in the log, all of it in <see cref="ReportFile"/>.</summary>
    internal void Report(ILogger logger)
    {
        Directory.CreateDirectory(Folder);
        using (var draft = File.Create(ReportFile + ".new")) pack.Report.WriteTo(draft);
        File.Move(ReportFile + ".new", ReportFile, overwrite: true);
        var outside = pack.Report.OutsideBand;
        if (outside.Count > 0) logger.GridsOutsideBand(outside.Count, string.Join(", ", outside.Take(Named).Select(grid => $"{grid.Code} ({grid.Households})")), ReportFile);
    }
}
