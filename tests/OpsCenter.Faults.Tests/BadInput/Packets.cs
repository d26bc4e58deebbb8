using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Faults.Tests.BadInput;

/// <summary>What ends a connection at once. Afterwards the server is up and the same kiosk's next tap counts.</summary>
public sealed class Packets(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory, MemberData(nameof(Both.Versions), MemberType = typeof(Both))]
    public async Task A_payload_over_16_KiB_ends_the_connection(ProtocolVersion version) =>
        await ThrownOutAsync(version, 0x95, (client, kiosk) => client.Encode(RawClient.Publish(kiosk.Topic("up"), TapJson.OfSize(1, 17 * 1024))));

    [Theory, MemberData(nameof(Both.Versions), MemberType = typeof(Both))]
    public async Task A_payload_over_16_KiB_ends_the_connection_before_its_first_byte_has_come(ProtocolVersion version) =>
        await ThrownOutAsync(version, 0x95, (client, kiosk) => client.Encode(RawClient.Publish(kiosk.Topic("up"), TapJson.OfSize(1, 17 * 1024)))[..^(17 * 1024)]);

    [Theory, MemberData(nameof(Both.Versions), MemberType = typeof(Both))]
    public async Task A_length_over_every_limit_ends_the_connection_before_the_rest_has_come(ProtocolVersion version) =>
        await ThrownOutAsync(version, 0x95, (_, _) => [0x32, 0xFF, 0xFF, 0xFF, 0x7F, 0x00]);

    [Theory, MemberData(nameof(Both.Versions), MemberType = typeof(Both))]
    public async Task QoS_3_ends_the_connection(ProtocolVersion version) => await ThrownOutAsync(version, 0x81, (client, kiosk) =>
    {
        byte[] publish = client.Encode(RawClient.Publish(kiosk.Topic("up"), TapJson.WalkIn(1)));
        publish[0] = 0x36;
        return publish;
    });

    [Theory, MemberData(nameof(Both.Versions), MemberType = typeof(Both))]
    public async Task Bad_UTF_8_in_a_topic_ends_the_connection(ProtocolVersion version) => await ThrownOutAsync(version, 0x81, (client, kiosk) =>
    {
        byte[] publish = client.Encode(RawClient.Publish(kiosk.Topic("up"), TapJson.WalkIn(1)));
        publish[publish.AsSpan().IndexOf("ops/"u8)] = 0xFF;
        return publish;
    });

    [Theory, MemberData(nameof(Both.Versions), MemberType = typeof(Both))]
    public async Task A_payload_of_exactly_16_KiB_is_taken(ProtocolVersion version)
    {
        var kiosk = shared.NextKiosk();
        await using var client = await RawClient.SignInAsync(shared.Server, version, kiosk);
        byte[] tap = TapJson.OfSize(1, 16 * 1024);
        Assert.Equal(16 * 1024, tap.Length);
        Assert.Equal(0, (await client.PublishAsync(kiosk.Topic("up"), tap)).Reason());
        await shared.Server.ShowsAsync(kiosk, "one check-in", tile => tile.Figure("checkIns") == 1);
    }

    private async Task ThrownOutAsync(ProtocolVersion version, byte reason, Func<RawClient, KioskCredential, byte[]> bytes)
    {
        var kiosk = shared.NextKiosk();
        await using (var client = await RawClient.SignInAsync(shared.Server, version, kiosk))
        {
            await client.SendAsync(bytes(client, kiosk));
            await client.ExpectThrownOutAsync(reason);
        }
        await shared.Server.LogsAsync(kiosk.Kiosk, "broke the protocol");
        await using var again = await RawClient.SignInAsync(shared.Server, version, kiosk);
        Assert.Equal(0, (await again.PublishAsync(kiosk.Topic("up"), TapJson.WalkIn(1))).Reason());
        await shared.Server.ShowsAsync(kiosk, "one check-in", tile => tile.Figure("checkIns") == 1);
    }
}
