using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Faults.Tests.BadInput;

/// <summary>A kiosk that speaks or listens where another one does. Each try is a security event, and the other kiosk's figures stay.</summary>
public sealed class ForeignTopics(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory, InlineData(QoS.AtMostOnce), InlineData(QoS.AtLeastOnce), InlineData(QoS.ExactlyOnce)]
    public async Task Publishing_ends_the_connection_in_3_1_1(QoS qos)
    {
        var (kiosk, other) = (shared.NextKiosk(), shared.NextKiosk());
        await using var client = await RawClient.SignInAsync(shared.Server, ProtocolVersion.V311, kiosk);
        await client.SendAsync(RawClient.Publish(other.Topic("up"), TapJson.WalkIn(1), qos));
        await client.ExpectClosedAsync();
        await RefusedForAsync(kiosk, other);
    }

    [Theory, InlineData(QoS.AtLeastOnce, 0x40), InlineData(QoS.ExactlyOnce, 0x50)]
    public async Task Publishing_is_answered_with_not_authorized_in_5_0(QoS qos, byte type)
    {
        var (kiosk, other) = (shared.NextKiosk(), shared.NextKiosk());
        await using var client = await RawClient.SignInAsync(shared.Server, ProtocolVersion.V5, kiosk);
        byte[] answer = await client.PublishAsync(other.Topic("up"), TapJson.WalkIn(1), qos);
        Assert.Equal((type, 0x87), (answer[0], answer.Reason()));
        await client.ExpectAliveAsync();
        await RefusedForAsync(kiosk, other);
    }

    [Fact]
    public async Task Publishing_at_most_once_ends_the_connection_in_5_0()
    {
        var (kiosk, other) = (shared.NextKiosk(), shared.NextKiosk());
        await using var client = await RawClient.SignInAsync(shared.Server, ProtocolVersion.V5, kiosk);
        await client.SendAsync(RawClient.Publish(other.Topic("up"), TapJson.WalkIn(1), QoS.AtMostOnce));
        await client.ExpectThrownOutAsync(0x87);
        await RefusedForAsync(kiosk, other);
    }

    [Theory, InlineData(ProtocolVersion.V311, 0x80), InlineData(ProtocolVersion.V5, 0x87)]
    public async Task Subscribing_is_refused(ProtocolVersion version, byte code)
    {
        var (kiosk, other) = (shared.NextKiosk(), shared.NextKiosk());
        await using var client = await RawClient.SignInAsync(shared.Server, version, kiosk);
        foreach (string filter in (string[])[other.Topic("receipt"), "#", "ops/v1/370600/+/receipt", kiosk.Topic("up"), "ops/v1/370600/posture/#", "$SYS/#"])
            Assert.Equal((0x90, code), (await client.SubscribeAsync(filter)) is [var type, .., var reason] ? (type, reason) : default);
        await shared.Server.LogsAsync(kiosk.Kiosk, "tried to subscribe");
        await client.ExpectAliveAsync();
    }

    private async Task RefusedForAsync(KioskCredential kiosk, KioskCredential other)
    {
        await shared.Server.LogsAsync(kiosk.Kiosk, "tried to publish");
        Assert.Equal(0, (await shared.VerifyAsync()).UpTo(other.Kiosk));
    }
}
