using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Faults.Tests.Fuzzing;

/// <summary>FT-16, one by one: every known attack ends its own connection and nothing else.</summary>
public sealed class BreakingEveryRule(SharedServer shared, ITestOutputHelper output) : IClassFixture<SharedServer>
{
    /// <summary>A violation ends at once; a body that never comes, five seconds after CONNECT began. Three times that, for a slow machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Every_known_attack_ends_its_connection_and_the_next_tap_counts()
    {
        var kiosk = shared.NextKiosk();
        var verdict = await RunAsync(shared.Server.MqttPort, kiosk, Patience);
        output.WriteLine(verdict.ToString());
        Assert.True(verdict.Connections > 130 && verdict.IsSound, verdict.ToString());

        await using var client = await RawClient.SignInAsync(shared.Server, ProtocolVersion.V5, kiosk);
        Assert.Equal(0, (await client.PublishAsync(kiosk.Topic("up"), TapJson.WalkIn(7))).Reason());
        await shared.Server.ShowsAsync(kiosk, "one check-in", tile => tile.Figure("checkIns") == 1);
    }

    [Theory, MemberData(nameof(Both.Versions), MemberType = typeof(Both))]
    public async Task What_is_odd_and_no_fault_leaves_the_connection_standing(ProtocolVersion version)
    {
        var kiosk = shared.NextKiosk();
        foreach (var (name, bytes) in KnownAttacks.Harmless(version == ProtocolVersion.V5))
        {
            await using var client = await RawClient.SignInAsync(shared.Server, version, kiosk);
            await client.SendAsync([.. bytes, 0xC0, 0x00]);
            byte[] answer = await client.ReadAsync();
            while (answer is not ([0xD0, 0x00] or [])) answer = await client.ReadAsync();
            Assert.True(answer.Length > 0, $"{name} ended the connection.");
        }
    }

    /// <summary>The negative control: one who takes everything and ends nothing must be told for every attack, and an error in a log must be seen.</summary>
    [Fact]
    public async Task A_server_that_lets_everything_pass_is_found_out()
    {
        await using var lenient = new LenientServer();
        var verdict = await RunAsync(lenient.Port, shared.NextKiosk(), TimeSpan.FromMilliseconds(300));
        Assert.Equal(verdict.Connections, verdict.Unclosed.Count);
        Assert.Single(FuzzVerdict.UnhandledIn(["2026-11-21T08:00:00Z warn: OpsCenter.Ingest[2000] Kiosk k-1 broke the protocol", "2026-11-21T08:00:00Z fail: OpsCenter.Ingest[2006] A connection failed"]));
    }

    private async Task<FuzzVerdict> RunAsync(int port, KioskCredential kiosk, TimeSpan patience)
    {
        Attack[] attacks = [.. KnownAttacks.All(kiosk)];
        List<string> unclosed = [];
        // One kiosk's second connection would end the first for another reason: so one by one where it signs in.
        await Task.WhenAll(attacks.Where(attack => !attack.SignedIn).Select(TryAsync));
        if (patience == Patience) foreach (var attack in attacks.Where(attack => attack.SignedIn)) await TryAsync(attack);
        else await Task.WhenAll(attacks.Where(attack => attack.SignedIn).Select(TryAsync));
        return new FuzzVerdict
        {
            Packets = attacks.Length,
            Connections = attacks.Length,
            Exits = shared.Server.IsRunning ? 0 : 1,
            Unhandled = FuzzVerdict.UnhandledIn(shared.Server.Output),
            Unclosed = unclosed,
        };

        async Task TryAsync(Attack attack)
        {
            using var socket = await Dial.OpenAsync(port);
            byte[] hello = attack.SignedIn ? Wire.Connect(attack.IsV5, kiosk.Kiosk, kiosk.Secret) : [];
            await Dial.TrySendAsync(socket, (byte[])[.. hello, .. attack.Bytes]);
            if (await Dial.IsEndedAsync(socket, new byte[4_096], patience)) return;
            lock (unclosed) unclosed.Add(attack.ToString());
        }
    }
}
