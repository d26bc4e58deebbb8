using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Faults.Tests.Taps;

[Collection(nameof(Alone))]
public sealed class DedupeAndHoles(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory, MemberData(nameof(Both.Versions), MemberType = typeof(Both))]
    public async Task A_repeated_tap_is_acknowledged_and_counts_once(ProtocolVersion version)
    {
        var kiosk = shared.NextKiosk();
        await using var client = await RawClient.SignInAsync(shared.Server, version, kiosk);
        byte[] first = TapJson.WalkIn(1);
        long before = (await shared.VerifyAsync()).CheckIns;

        for (int i = 0; i < 3; i++) Assert.Equal((0x40, 0), await AcknowledgementAsync(client, kiosk, first));
        Assert.Equal((0x40, 0), await AcknowledgementAsync(client, kiosk, TapJson.WalkIn(2)));

        await shared.Server.ShowsAsync(kiosk, "two check-ins", tile => tile.Figure("checkIns") == 2);
        var journal = await shared.VerifyAsync();
        Assert.Equal(before + 2, journal.CheckIns);
        Assert.Equal(2, journal.UpTo(kiosk.Kiosk));
        Assert.Empty(journal.CountedTwice);
        Assert.Equal("ok", journal.Chain);
    }

    [Fact]
    public async Task A_repeated_tap_counts_once_after_the_kiosk_came_back()
    {
        var kiosk = shared.NextKiosk();
        byte[] tap = TapJson.WalkIn(1);
        await using (var client = await RawClient.SignInAsync(shared.Server, ProtocolVersion.V5, kiosk)) await AcknowledgementAsync(client, kiosk, tap);
        await using var again = await RawClient.SignInAsync(shared.Server, ProtocolVersion.V311, kiosk);
        Assert.Equal((0x40, 0), await AcknowledgementAsync(again, kiosk, tap));
        await AcknowledgementAsync(again, kiosk, TapJson.WalkIn(2));
        await shared.Server.ShowsAsync(kiosk, "two check-ins", tile => tile.Figure("checkIns") == 2);
    }

    [Theory, MemberData(nameof(Both.Versions), MemberType = typeof(Both))]
    public async Task A_skipped_number_is_missing_in_the_receipt_and_a_gap_on_the_tile_until_it_comes_late(ProtocolVersion version)
    {
        var kiosk = shared.NextKiosk();
        await using var client = await RawClient.SignInAsync(shared.Server, version, kiosk);
        await AcknowledgementAsync(client, kiosk, TapJson.WalkIn(1));
        await AcknowledgementAsync(client, kiosk, TapJson.WalkIn(4));
        await client.SubscribeAsync(kiosk.Topic("receipt"));

        var holed = await ReceiptView.UntilAsync(client, kiosk, receipt => receipt.UpTo == 4);
        Assert.Equal(("0", 4, false), (holed.Outbox, holed.UpTo, holed.More));
        Assert.Equal([(2L, 3L)], holed.Missing);
        await shared.Server.ShowsAsync(kiosk, "two gaps", tile => tile.Gaps() == 2);

        foreach (long late in (long[])[3, 2]) await client.SendAsync(RawClient.Publish(kiosk.Topic("up"), TapJson.WalkIn(late)));
        var whole = await ReceiptView.UntilAsync(client, kiosk, receipt => receipt.Missing.Length == 0);
        Assert.Equal(4, whole.UpTo);
        await shared.Server.ShowsAsync(kiosk, "no gap and four check-ins", tile => tile.Gaps() == 0 && tile.Figure("checkIns") == 4);
    }

    [Fact]
    public async Task A_number_that_the_kiosk_says_it_still_holds_is_awaited_and_no_gap()
    {
        var kiosk = shared.NextKiosk();
        await using var client = await RawClient.SignInAsync(shared.Server, ProtocolVersion.V5, kiosk);
        byte[] state = TapJson.Bytes("""{"online":true,"outbox":"0","lastSeq":3,"oldestSeq":1,"queued":3}""");
        Assert.Equal(0, (await client.PublishAsync(kiosk.Topic("state"), state)).Reason());
        await AcknowledgementAsync(client, kiosk, TapJson.WalkIn(3));
        await shared.Server.ShowsAsync(kiosk, "a check-in and no gap", tile => tile.Figure("checkIns") == 1 && tile.Gaps() == 0);

        byte[] lost = TapJson.Bytes("""{"online":true,"outbox":"0","lastSeq":3,"oldestSeq":0,"queued":0}""");
        Assert.Equal(0, (await client.PublishAsync(kiosk.Topic("state"), lost)).Reason());
        await shared.Server.ShowsAsync(kiosk, "two gaps", tile => tile.Gaps() == 2);
    }

    [Theory, MemberData(nameof(Both.Versions), MemberType = typeof(Both))]
    public async Task The_same_number_with_other_bytes_is_quarantined_as_a_conflict(ProtocolVersion version)
    {
        var kiosk = shared.NextKiosk();
        await using var client = await RawClient.SignInAsync(shared.Server, version, kiosk);
        long before = (await shared.VerifyAsync()).Quarantined;
        await AcknowledgementAsync(client, kiosk, TapJson.WalkIn(1));

        byte[] answer = await client.PublishAsync(kiosk.Topic("up"), TapJson.Request(1, "10000008"));

        Assert.Equal((0x40, client.IsV5 ? 0x99 : 0), (answer[0], answer.Reason()));
        await shared.Server.LogsAsync(kiosk.Kiosk, "seq-conflict");
        Assert.Equal(before + 1, (await shared.VerifyAsync()).Quarantined);
        await client.ExpectAliveAsync();
    }

    [Fact]
    public async Task A_jump_of_more_than_ten_million_is_quarantined()
    {
        var kiosk = shared.NextKiosk();
        await using var client = await RawClient.SignInAsync(shared.Server, ProtocolVersion.V5, kiosk);
        await AcknowledgementAsync(client, kiosk, TapJson.WalkIn(1));
        Assert.Equal(0x99, (await client.PublishAsync(kiosk.Topic("up"), TapJson.WalkIn(10_000_003))).Reason());
        await shared.Server.LogsAsync(kiosk.Kiosk, "seq-jump");
        Assert.Equal((0x40, 0), await AcknowledgementAsync(client, kiosk, TapJson.WalkIn(2)));
    }

    [Theory, MemberData(nameof(Both.Versions), MemberType = typeof(Both))]
    public async Task A_receipt_comes_at_once_on_subscribe(ProtocolVersion version)
    {
        var kiosk = shared.NextKiosk();
        await using (var first = await RawClient.SignInAsync(shared.Server, version, kiosk)) await AcknowledgementAsync(first, kiosk, TapJson.WalkIn(1));
        await using var client = await RawClient.SignInAsync(shared.Server, version, kiosk);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await client.SubscribeAsync(kiosk.Topic("receipt"));
        var receipt = await ReceiptView.NextAsync(client, kiosk);
        Assert.Equal(1, receipt.UpTo);
        Assert.Empty(receipt.Missing);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 900); // nothing was owed: the round of once a second has no part in it
    }

    private static async Task<(byte Type, byte Reason)> AcknowledgementAsync(RawClient client, KioskCredential kiosk, byte[] tap)
    {
        byte[] answer = await client.PublishAsync(kiosk.Topic("up"), tap);
        Assert.NotEmpty(answer);
        return (answer[0], answer.Reason());
    }
}
