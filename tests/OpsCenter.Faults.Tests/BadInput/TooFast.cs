using System.Diagnostics;
using System.Net;
using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Client;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Faults.Tests.BadInput;

[Collection(nameof(Alone))]
public sealed class TooFast(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory, MemberData(nameof(Both.Versions), MemberType = typeof(Both))]
    public async Task A_burst_over_200_is_held_back_and_in_the_end_all_is_acknowledged(ProtocolVersion version)
    {
        const int taps = 280;
        var kiosk = shared.NextKiosk();
        await using var client = await MqttClient.ConnectAsync(new MqttClientOptions
        {
            Dial = MqttDials.Tcp("127.0.0.1", shared.Server.MqttPort),
            Version = version,
            ClientId = kiosk.Kiosk,
            UserName = kiosk.Kiosk,
            Password = TapJson.Bytes(kiosk.Secret),
        }, TestContext.Current.CancellationToken);

        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(1, taps).Select(seq =>
            client.PublishAsync(new MqttMessage(kiosk.Topic("up"), TapJson.WalkIn(seq), QoS.AtLeastOnce), TestContext.Current.CancellationToken)));

        Assert.All(answers, answer => Assert.Equal(ReasonCode.Success, answer));
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds((taps - 200) / 20.0 - 0.5), $"{taps} taps went through in {watch.Elapsed.TotalSeconds:F1} s: nothing was held back.");
        await shared.Server.ShowsAsync(kiosk, "every check-in", tile => tile.Figure("checkIns") == taps);
    }

    [Fact]
    public async Task A_kiosk_that_is_held_back_holds_no_other_back()
    {
        var (fast, calm) = (shared.NextKiosk(), shared.NextKiosk());
        await using var pressing = await RawClient.SignInAsync(shared.Server, ProtocolVersion.V311, fast);
        for (int seq = 1; seq <= 260; seq++) await pressing.SendAsync(RawClient.Publish(fast.Topic("up"), TapJson.WalkIn(seq), QoS.AtMostOnce));
        await using var client = await RawClient.SignInAsync(shared.Server, ProtocolVersion.V5, calm);
        var watch = Stopwatch.StartNew();
        for (int seq = 1; seq <= 5; seq++) Assert.Equal(0, (await client.PublishAsync(calm.Topic("up"), TapJson.WalkIn(seq))).Reason());
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2_000); // the pressing one is held back for 3 s
        Assert.Equal(HttpStatusCode.OK, await shared.Server.HealthAsync());
        await shared.Server.ShowsAsync(fast, "every check-in", tile => tile.Figure("checkIns") == 260);
    }
}
