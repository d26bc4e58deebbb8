using System.Text.Json;
using OpsCenter.Domain.Territory;
using OpsCenter.Ingest.Tests.Testing;
using OpsCenter.Testing;

namespace OpsCenter.Ingest.Tests;

/// <summary>How a kiosk shall be comes from its venue and the pack, under an id that changes only with the content.</summary>
public sealed class DesiredState
{
    private static readonly OperatingMode Quiet = new("quiet-days", "平时", "Ordinary days");
    private static readonly OperatingMode Alarm = new("alarm", "急时", "Emergency");

    [Fact]
    public async Task Mode_and_hours_are_the_packs()
    {
        var desired = await HearAsync(With([Quiet, Alarm], new TimeOnly(7, 30)));
        var data = desired.GetProperty("data");
        Assert.Equal("quiet-days", data.GetProperty("mode").GetString());
        Assert.Equal("平时", data.GetProperty("texts").GetProperty("mode").GetString());
        Assert.Equal("07:30", data.GetProperty("hours").GetProperty("opens").GetString());
        Assert.Equal("18:00", data.GetProperty("hours").GetProperty("closes").GetString());
    }

    [Fact]
    public async Task A_pack_without_modes_names_none() =>
        Assert.False((await HearAsync(With([], new TimeOnly(8, 0)))).GetProperty("data").TryGetProperty("mode", out _));

    [Fact]
    public async Task The_id_stays_across_connections_and_restarts()
    {
        var plan = With([Quiet], new TimeOnly(8, 0));
        string first = Id(await HearAsync(plan));
        await using var host = await IngestHost.StartAsync(plan: plan);
        host.Time.Advance(TimeSpan.FromDays(1));
        for (int connection = 0; connection < 2; connection++)
        {
            await using var kiosk = await host.KioskAsync();
            await kiosk.SubscribeAsync(IngestHost.Topic("down"));
            Assert.Equal(first, Id(await kiosk.HearAsync(IngestHost.Topic("down"))));
        }
    }

    [Fact]
    public async Task The_id_changes_with_the_content()
    {
        string before = Id(await HearAsync(With([Quiet], new TimeOnly(8, 0))));
        Assert.NotEqual(before, Id(await HearAsync(With([Alarm], new TimeOnly(8, 0)))));
        Assert.NotEqual(before, Id(await HearAsync(With([Quiet], new TimeOnly(9, 0)))));
    }

    private static string Id(JsonElement message) => message.GetProperty("id").GetString()!;

    private static CityPlan With(IReadOnlyList<OperatingMode> modes, TimeOnly opens)
    {
        var parts = TinyCity.Plan().Parts;
        return new CityPlan(parts with { Modes = modes, Venues = [.. parts.Venues.Select(venue => venue with { Opens = opens })] });
    }

    private static async Task<JsonElement> HearAsync(CityPlan plan)
    {
        await using var host = await IngestHost.StartAsync(plan: plan);
        await using var kiosk = await host.KioskAsync();
        await kiosk.SubscribeAsync(IngestHost.Topic("down"));
        return await kiosk.HearAsync(IngestHost.Topic("down"));
    }
}
