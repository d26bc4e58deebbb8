using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Faults.Tests.BadInput;

/// <summary>Messages that cannot be taken: quarantined, acknowledged, counted; the session stands and the next tap counts.</summary>
public sealed class Payloads(SharedServer shared) : IClassFixture<SharedServer>
{
    public static TheoryData<ProtocolVersion, QoS, string> Cases()
    {
        var cases = new TheoryData<ProtocolVersion, QoS, string>();
        foreach (var version in (ProtocolVersion[])[ProtocolVersion.V311, ProtocolVersion.V5])
            foreach (string reason in (string[])["bad-json", "duplicate-member", "unknown-type", "grid-unknown"])
                cases.Add(version, QoS.AtLeastOnce, reason);
        cases.Add(ProtocolVersion.V311, QoS.ExactlyOnce, "bad-json");
        cases.Add(ProtocolVersion.V5, QoS.ExactlyOnce, "unknown-type");
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task A_message_that_cannot_be_taken_is_kept_aside_and_acknowledged(ProtocolVersion version, QoS qos, string reason)
    {
        var kiosk = shared.NextKiosk();
        await using var client = await RawClient.SignInAsync(shared.Server, version, kiosk);
        var before = await shared.VerifyAsync();

        byte[] answer = await client.PublishAsync(kiosk.Topic("up"), Payload(reason), qos);

        Assert.Equal((qos == QoS.AtLeastOnce ? 0x40 : 0x50, client.IsV5 ? 0x99 : 0), (answer[0], answer.Reason()));
        await shared.Server.LogsAsync(kiosk.Kiosk, reason);
        if (qos == QoS.AtLeastOnce) Assert.Equal(0, (await client.PublishAsync(kiosk.Topic("up"), TapJson.WalkIn(2))).Reason());
        else await client.ExpectAliveAsync();
        var after = await shared.VerifyAsync();
        Assert.Equal(before.Quarantined + 1, after.Quarantined);
        Assert.Equal(before.CheckIns + (qos == QoS.AtLeastOnce ? 1 : 0), after.CheckIns);
    }

    [Theory, MemberData(nameof(Both.Versions), MemberType = typeof(Both))]
    public async Task Exactly_once_is_received_after_the_commit_and_counts_once(ProtocolVersion version)
    {
        var kiosk = shared.NextKiosk();
        await using var client = await RawClient.SignInAsync(shared.Server, version, kiosk);
        byte[] received = await client.PublishAsync(kiosk.Topic("up"), TapJson.WalkIn(1), QoS.ExactlyOnce);
        Assert.Equal((0x50, 0), (received[0], received.Reason()));
        Assert.Equal(1, (await shared.VerifyAsync()).UpTo(kiosk.Kiosk));
        await client.SendAsync([0x62, 0x02, 0x00, 0x09]);
        Assert.Equal([0x70, 0x02, 0x00, 0x09], (await client.ReadAsync())[..4]);
    }

    [Fact]
    public async Task A_message_with_a_double_member_uses_its_number_up()
    {
        var kiosk = shared.NextKiosk();
        await using var client = await RawClient.SignInAsync(shared.Server, ProtocolVersion.V5, kiosk);
        byte[] message = TapJson.WithADoubleMember(1);
        Assert.Equal(0x99, (await client.PublishAsync(kiosk.Topic("up"), message)).Reason());
        Assert.Equal(1, (await shared.VerifyAsync()).UpTo(kiosk.Kiosk));
        Assert.Equal(0, (await client.PublishAsync(kiosk.Topic("up"), message)).Reason());
    }

    private static byte[] Payload(string reason) => reason switch
    {
        "bad-json" => TapJson.Broken(1),
        "duplicate-member" => TapJson.WithADoubleMember(1),
        "unknown-type" => TapJson.OfUnknownType(1),
        _ => TapJson.Request(1, "10000008", "370602999999999"),
    };
}
