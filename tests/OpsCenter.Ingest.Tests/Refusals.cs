using System.Diagnostics.Metrics;
using OpsCenter.Domain.City;
using OpsCenter.Grains.Runtime;
using OpsCenter.Ingest.Tests.Testing;
using OpsCenter.Journal.InMemory;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Testing;

namespace OpsCenter.Ingest.Tests;

/// <summary>The refusals of <c>wire.md</c> that need a command or a clock: revoked, too fast; and that each is counted.</summary>
public sealed class Refusals
{
    private static readonly string Kiosk = TinyCity.HarbourKiosk.ToString();

    [Fact]
    public async Task A_revoked_kiosk_is_cut_with_0x87_and_not_let_in_again()
    {
        var disk = new MemoryDisk();
        await using (var host = await IngestHost.StartAsync(disk: disk))
        {
            await using var kiosk = await host.KioskAsync();
            await RevokeAsync(host, Kiosk);
            Assert.Equal(0x87, await kiosk.EndedAsync());
            Assert.Equal(0x87, await SignInAsync(host, ProtocolVersion.V5));
            Assert.Equal(5, await SignInAsync(host, ProtocolVersion.V311));
        }
        await using var again = await IngestHost.StartAsync(disk: disk);
        Assert.Equal(0x87, await SignInAsync(again, ProtocolVersion.V5));
    }

    [Fact]
    public async Task A_revoked_integrator_is_cut_too()
    {
        await using var host = await IngestHost.StartAsync();
        await using var reader = await Wire.DialAsync(host.Port, ProtocolVersion.V5);
        Assert.Equal(0, await reader.ConnectAsync("anything", "reader", IngestHost.ReaderSecret));
        await RevokeAsync(host, "reader");
        Assert.Equal(0x87, await reader.EndedAsync());
    }

    [Fact]
    public async Task A_kiosk_that_presses_against_its_rate_for_too_long_is_closed_with_0x96()
    {
        await using var host = await IngestHost.StartAsync(new()
        {
            ["Ingest:SustainedRate"] = "1",
            ["Ingest:Burst"] = "2",
            ["Ingest:LongestPressure"] = "00:00:03",
        });
        await using var kiosk = await host.KioskAsync();
        for (int seq = 1; seq <= 40; seq++)
            await kiosk.SendAsync(new Mqtt.Packets.PublishPacket(
                IngestHost.Topic("up"), System.Text.Encoding.UTF8.GetBytes(WalkIn(seq)), QoS.AtLeastOnce, (ushort)seq));
        var ended = kiosk.EndedAsync();
        await host.UntilAsync("the session is ended", () => ended.IsCompleted, TimeSpan.FromSeconds(0.5));
        Assert.Equal(0x96, await ended);
        Assert.True(host.Facts.Count(recorded => recorded.Event is Domain.Venues.VenueEvent.CheckedIn) < 40);
    }

    [Fact]
    public async Task Every_figure_of_a_tap_moves_as_it_passes()
    {
        using var figures = new Figures();
        await using var host = await IngestHost.StartAsync();
        await using var kiosk = await host.KioskAsync();
        Assert.Equal(0, await kiosk.PublishAsync(IngestHost.Topic("up"), WalkIn(1)));
        Assert.Equal(0x99, await kiosk.PublishAsync(IngestHost.Topic("up"), "{", 10));
        Assert.Equal(0x87, await kiosk.PublishAsync("ops/v1/370600/k-market/up", WalkIn(1), 11));
        Assert.True(figures["opscenter.ingest.messages"] >= 2);
        Assert.True(figures["opscenter.ingest.quarantined"] >= 1);
        Assert.True(figures["opscenter.ingest.refused"] >= 1);
        Assert.True(figures["opscenter.ingest.acknowledged"] >= 2);
        Assert.True(figures["opscenter.mqtt.received"] > 100);
        Assert.True(figures["opscenter.shard.batch"] >= 2);
        Assert.True(figures["opscenter.journal.commit"] >= 2);
        Assert.True(figures["opscenter.journal.facts"] >= 2);
    }

    private static string WalkIn(int seq) => $$$"""{"seq":{{{seq}}},"at":"2026-11-21T10:00:00+08:00","type":"check-in","data":{"purpose":"service"}}""";

    private static async Task<byte> SignInAsync(IngestHost host, ProtocolVersion version)
    {
        await using var wire = await Wire.DialAsync(host.Port, version);
        return await wire.ConnectAsync(Kiosk, Kiosk, IngestHost.HarbourSecret);
    }

    private static async Task RevokeAsync(IngestHost host, string device)
    {
        var pending = new PendingAnswer();
        await host.Shard.PostAsync(new Envelope(new Command.RevokeDevice(device, "li", host.Time.GetUtcNow()), pending, default), TestContext.Current.CancellationToken);
        Assert.Equal(OutcomeKind.Done, (await pending.Task).Kind);
    }

    /// <summary>Sums what the house's meters say: counters by their amounts, histograms by how often they were told something.</summary>
    private sealed class Figures : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, long> _sums = new();

        internal Figures()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name.StartsWith("OpsCenter.", StringComparison.Ordinal)) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument.Name, value));
            _listener.SetMeasurementEventCallback<int>((instrument, _, _, _) => Add(instrument.Name, 1));
            _listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Add(instrument.Name, 1));
            _listener.Start();
        }

        internal long this[string name] => _sums.GetValueOrDefault(name);

        public void Dispose() => _listener.Dispose();

        private void Add(string name, long value) => _sums.AddOrUpdate(name, value, (_, sum) => sum + value);
    }
}
