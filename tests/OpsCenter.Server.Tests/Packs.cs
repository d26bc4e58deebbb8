using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpsCenter.CityPack;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Server.Hosting;
using OpsCenter.Server.Tests.Testing;

namespace OpsCenter.Server.Tests;

/// <summary>H7: a pack's files are kept, and what has history is never removed from a pack.</summary>
public sealed class Packs : IDisposable
{
    private static readonly LoadedPack Shipped = CityPackLoader.Read(CityPackLoader.ShippedFolder);

    private readonly ServeFolder _folder = new();

    [Fact]
    public void What_the_pack_holds_may_have_history()
    {
        var plan = Shipped.Plan;
        var grid = plan.Units[^1].Code;
        Shipped.MustHold([Heard(1, new GridEvent.RequestBecameOverdue(grid, Request)), Heard(2, new KioskEvent.KioskCameOnline(plan.Parts.Kiosks[0].Id))]);
    }

    [Fact]
    public void Every_place_with_history_that_is_left_out_is_named_at_once()
    {
        var refused = Assert.Throws<CityPackException>(() => Shipped.MustHold(
        [
            Heard(1, new GridEvent.RequestBecameOverdue(UnitCode.Parse("370602999999001"), Request)),
            Heard(2, new KioskEvent.KioskCameOnline(KioskId.Parse("k-gone"))),
            Heard(3, new KioskEvent.KioskWentOffline(KioskId.Parse("k-gone"))),
            Heard(4, new VenueEvent.VenueOpened(VenueId.Parse("v-gone"))),
        ]));
        Assert.Equal(["grids.csv", "venues.csv", "kiosks.csv"], refused.Faults.Select(fault => fault.File));
        Assert.Contains("Venue v-gone is missing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kept_pack_is_the_pack_to_the_byte_and_is_not_written_twice()
    {
        string kept = _folder.File("kept");
        Shipped.KeepIn(kept);
        Assert.Equal(Shipped.Plan.Parts.Hash, CityPackLoader.Load(kept).Parts.Hash);
        File.WriteAllText(Path.Combine(kept, "mark.txt"), "");
        Shipped.KeepIn(kept);
        Assert.True(File.Exists(Path.Combine(kept, "mark.txt")));
    }

    [Fact]
    public void Every_grid_outside_the_band_is_listed_in_a_file_that_the_log_names()
    {
        var archive = new PackArchive(Shipped, _folder.File("data"));
        var log = new Lines();
        archive.Report(log);
        using var report = JsonDocument.Parse(File.ReadAllText(archive.ReportFile));
        var listed = report.RootElement.GetProperty("outsideBand").EnumerateArray().Select(grid => (grid.GetProperty("grid").GetString()!, grid.GetProperty("households").GetInt32()));
        Assert.Equal(Shipped.Report.OutsideBand.Select(grid => (grid.Code.ToString(), grid.Households)), listed);
        Assert.True(Shipped.Report.OutsideBand.Count > 100);
        Assert.Contains($"all are listed in {archive.ReportFile}", Assert.Single(log.Told), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Lines : ILogger
    {
        internal List<string> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Told.Add(formatter(state, exception));
    }

    private static RequestId Request { get; } = new(new TapId(KioskId.Parse("k-1"), OutboxId.Default, 1));

    private static Recorded Heard(long position, OpsEvent what) =>
        new(position, 1, new Fact(what, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, Actor.Server, null));
}
