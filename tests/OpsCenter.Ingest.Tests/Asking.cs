using OpsCenter.Ingest.Tests.Testing;

namespace OpsCenter.Ingest.Tests;

/// <summary>A kiosk asks how far a request is, and hears it on <c>down</c> (<c>wire.md</c>, <c>ask</c>).</summary>
public sealed class Asking
{
    private const string Ticket = "12345674";

    [Fact]
    public async Task A_request_that_is_open_is_answered_with_its_times()
    {
        await using var host = await IngestHost.StartAsync();
        await using var kiosk = await ListeningAsync(host);
        string tap = $$$"""{"seq":1,"at":"2026-11-21T09:59:58+08:00","type":"request","data":{"kind":"water-leak","ticket":"{{{Ticket}}}"}}""";
        Assert.Equal(0, await kiosk.PublishAsync(IngestHost.Topic("up"), tap));
        Assert.Equal(0, await kiosk.PublishAsync(IngestHost.Topic("ask"), $$$"""{"id":"q1","type":"progress","data":{"ticket":"{{{Ticket}}}"}}""", 10));
        var answer = await kiosk.HearAsync(IngestHost.Topic("down"));
        Assert.Equal("answer", answer.GetProperty("type").GetString());
        Assert.Equal("q1", answer.GetProperty("data").GetProperty("ask").GetString());
        Assert.Equal("open", answer.GetProperty("data").GetProperty("progress").GetString());
        Assert.Equal(DateTimeOffset.Parse("2026-11-22T09:59:58+08:00", null), answer.GetProperty("data").GetProperty("due").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_ticket_that_nobody_bears_is_answered_too()
    {
        await using var host = await IngestHost.StartAsync();
        await using var kiosk = await ListeningAsync(host);
        await kiosk.PublishAsync(IngestHost.Topic("ask"), $$$"""{"id":"q2","type":"progress","data":{"ticket":"{{{Ticket}}}"}}""");
        var answer = await kiosk.HearAsync(IngestHost.Topic("down"));
        Assert.Equal("unknown", answer.GetProperty("data").GetProperty("progress").GetString());
    }

    [Theory, InlineData(Ticket, true), InlineData("12345671", false)]
    public async Task A_ticket_whose_check_digit_does_not_fit_is_called_mistyped(string ticket, bool mistyped)
    {
        await using var host = await IngestHost.StartAsync();
        await using var kiosk = await ListeningAsync(host);
        await kiosk.PublishAsync(IngestHost.Topic("ask"), $$$"""{"id":"q4","type":"progress","data":{"ticket":"{{{ticket}}}"}}""");
        var data = (await kiosk.HearAsync(IngestHost.Topic("down"))).GetProperty("data");
        Assert.Equal(("unknown", mistyped), (data.GetProperty("progress").GetString(), data.TryGetProperty("mistyped", out _)));
    }

    [Fact]
    public async Task A_question_that_cannot_be_read_is_set_aside()
    {
        await using var host = await IngestHost.StartAsync();
        await using var kiosk = await ListeningAsync(host);
        Assert.Equal(0x99, await kiosk.PublishAsync(IngestHost.Topic("ask"), """{"id":"q3","type":"weather"}"""));
        Assert.Contains(host.Facts, recorded => recorded.Event is Domain.Kiosks.KioskEvent.MessageQuarantined);
    }

    /// <summary>Subscribed to <c>down</c>, its desired state heard.</summary>
    private static async Task<Wire> ListeningAsync(IngestHost host)
    {
        var kiosk = await host.KioskAsync();
        Assert.Equal(1, await kiosk.SubscribeAsync(IngestHost.Topic("down")));
        Assert.Equal("desired", (await kiosk.HearAsync(IngestHost.Topic("down"))).GetProperty("type").GetString());
        return kiosk;
    }
}
