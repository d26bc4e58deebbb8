using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Faults.Tests.BadInput;

public sealed class Connections(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory, InlineData(ProtocolVersion.V311, 4), InlineData(ProtocolVersion.V5, 0x86)]
    public async Task A_wrong_password_is_refused(ProtocolVersion version, byte code)
    {
        var kiosk = shared.NextKiosk();
        await using var client = await RawClient.DialAsync(shared.Server, version);
        AssertRefused(code, await client.ConnectAsync(kiosk.Kiosk, kiosk.Kiosk, "wrong"));
        await client.ExpectClosedAsync();
        await shared.Server.LogsAsync($"a CONNECT as {kiosk.Kiosk}", "was refused");
    }

    [Theory, InlineData(ProtocolVersion.V311, 4), InlineData(ProtocolVersion.V5, 0x86)]
    public async Task An_unknown_kiosk_is_refused_with_the_same_words_as_a_wrong_password(ProtocolVersion version, byte code)
    {
        await using var client = await RawClient.DialAsync(shared.Server, version);
        AssertRefused(code, await client.ConnectAsync("k-99999", "k-99999", "wrong"));
        await client.ExpectClosedAsync();
    }

    [Theory, InlineData(ProtocolVersion.V311, 2), InlineData(ProtocolVersion.V5, 0x85)]
    public async Task A_client_id_other_than_the_user_is_refused(ProtocolVersion version, byte code)
    {
        var kiosk = shared.NextKiosk();
        var other = shared.NextKiosk();
        await using var standing = await RawClient.SignInAsync(shared.Server, version, other);
        await using var client = await RawClient.DialAsync(shared.Server, version);
        AssertRefused(code, await client.ConnectAsync(other.Kiosk, kiosk.Kiosk, kiosk.Secret));
        await client.ExpectClosedAsync();
        await standing.ExpectAliveAsync(); // whose id it tried to take
    }

    [Theory, MemberData(nameof(Both.Versions), MemberType = typeof(Both))]
    public async Task A_second_session_of_a_kiosk_ends_the_first(ProtocolVersion version)
    {
        var kiosk = shared.NextKiosk();
        await using var first = await RawClient.SignInAsync(shared.Server, version, kiosk);
        await using var second = await RawClient.SignInAsync(shared.Server, version, kiosk);
        await first.ExpectThrownOutAsync(0x8E);
        Assert.Equal(0, (await second.PublishAsync(kiosk.Topic("up"), TapJson.WalkIn(1))).Reason());
        await shared.Server.ShowsAsync(kiosk, "one kiosk online", tile => tile.GetProperty("kiosks").Figure("online") == 1);
    }

    [Theory, MemberData(nameof(Both.Versions), MemberType = typeof(Both))]
    public async Task Bytes_before_CONNECT_that_are_no_CONNECT_end_the_connection(ProtocolVersion version)
    {
        await using var client = await RawClient.DialAsync(shared.Server, version);
        await client.SendAsync([0xC0, 0x00]);
        await client.ExpectClosedAsync();
    }

    private static void AssertRefused(byte code, byte[] answer)
    {
        Assert.NotEmpty(answer);
        Assert.Equal((0x20, code), (answer[0], answer[3]));
    }
}
