using System.Globalization;
using System.Text;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;
using OpsCenter.Ingest.Quarantine;
using OpsCenter.Ingest.Tests.Testing;
using OpsCenter.Journal.Sealing;

namespace OpsCenter.Ingest.Tests;

/// <summary>When a tap happened, as it stands in the journal, and what a replay makes of it.</summary>
public sealed class TapTimes
{
    private const long AJump = 20_000_001;

    [Fact]
    public async Task A_replayed_message_happened_when_its_connection_judged_that_it_did()
    {
        await using var host = await IngestHost.StartAsync();
        var now = host.Time.GetUtcNow();
        await using (var kiosk = await host.KioskAsync())
        {
            await kiosk.PublishAsync(IngestHost.Topic("state"), $$"""{"online":true,"now":"{{Text(now.AddHours(-1))}}","outbox":"0","lastSeq":0}""");
            Assert.Equal(0x99, await kiosk.PublishAsync(IngestHost.Topic("up"), CheckIn(AJump, now.AddHours(-1).AddMinutes(-2))));
        }
        await RequeueAsync(host);
        Assert.Equal(now.AddMinutes(-2), Fact<VenueEvent.CheckedIn>(host).Happened);
    }

    [Fact]
    public async Task A_message_that_could_not_be_read_keeps_what_its_connection_knew_of_the_clock()
    {
        await using var host = await IngestHost.StartAsync();
        var now = host.Time.GetUtcNow();
        await using var kiosk = await host.KioskAsync();
        await kiosk.PublishAsync(IngestHost.Topic("state"), $$"""{"online":true,"now":"{{Text(now.AddHours(-1))}}","outbox":"0","lastSeq":0}""");
        Assert.Equal(0x99, await kiosk.PublishAsync(IngestHost.Topic("up"), "{\"seq\":1"));
        var message = (KioskEvent.MessageQuarantined)Fact<KioskEvent.MessageQuarantined>(host).Event;
        Assert.Equal((false, TimeSpan.FromHours(1)), (message.IsTimed, message.ClockOffset));
    }

    [Fact]
    public async Task A_tap_whose_clock_was_never_set_says_so()
    {
        await using var host = await IngestHost.StartAsync();
        await using var kiosk = await host.KioskAsync();
        await kiosk.PublishAsync(IngestHost.Topic("up"), CheckIn(1, DateTimeOffset.UnixEpoch));
        var doubtful = Fact<VenueEvent.CheckedIn>(host);
        await kiosk.PublishAsync(IngestHost.Topic("up"), CheckIn(2, host.Time.GetUtcNow()));
        Assert.True(doubtful.Tap!.Value.IsTimeDoubtful);
        Assert.Equal(doubtful.Heard, doubtful.Happened);
        Assert.False(Fact<VenueEvent.CheckedIn>(host).Tap!.Value.IsTimeDoubtful);
    }

    [Fact]
    public async Task A_void_keeps_its_reason_sealed()
    {
        await using var host = await IngestHost.StartAsync();
        await using var kiosk = await host.KioskAsync();
        await kiosk.PublishAsync(IngestHost.Topic("up"), $$"""{"seq":1,"at":"{{Text(host.Time.GetUtcNow())}}","type":"void","data":{"reason":"card reader broke" } }""");
        var voided = (KioskEvent.TapVoided)Fact<KioskEvent.TapVoided>(host).Event;
        Assert.True(host.Get<IKeyVault>().TryOpen(voided.Reason!, out byte[]? reason));
        Assert.Equal("card reader broke", Encoding.UTF8.GetString(reason));
    }

    [Theory]
    [InlineData("\"card\":\"0123456789abcdef0123456789abcdef\",", "person/")]
    [InlineData("", "ref/")]
    public async Task What_a_check_in_names_is_kept_sealed_in_any_script(string card, string subject)
    {
        await using var host = await IngestHost.StartAsync();
        await using var kiosk = await host.KioskAsync();
        string tap = $$$"""{"seq":1,"at":"{{{Text(host.Time.GetUtcNow())}}}","type":"check-in","data":{{{{card}}}"purpose":"activity","ref":"王阿姨的剪纸课"}}""";
        Assert.Equal(0, await kiosk.PublishAsync(IngestHost.Topic("up"), tap));
        var checkedIn = (VenueEvent.CheckedIn)Fact<VenueEvent.CheckedIn>(host).Event;
        Assert.StartsWith(subject, checkedIn.Ref!.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("王阿姨", Encoding.UTF8.GetString(checkedIn.Ref.Bytes.Span), StringComparison.Ordinal);
        Assert.True(host.Get<IKeyVault>().TryOpen(checkedIn.Ref, out byte[]? words));
        Assert.Equal("王阿姨的剪纸课", Encoding.UTF8.GetString(words));
    }

    private static async Task RequeueAsync(IngestHost host)
    {
        var desk = host.Get<QuarantineDesk>();
        var (outcome, problem) = await desk.RequeueAsync(Assert.Single(desk.List(_ => true)).Position, "staff", _ => true, TestContext.Current.CancellationToken);
        Assert.Null(problem);
        Assert.Equal(OutcomeKind.Done, outcome.Kind);
    }

    private static Fact Fact<T>(IngestHost host) => host.Facts.Last(recorded => recorded.Event is T).Fact;

    private static string CheckIn(long seq, DateTimeOffset at) => $$$"""{"seq":{{{seq}}},"at":"{{{Text(at)}}}","type":"check-in","data":{"purpose":"service"}}""";

    private static string Text(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
