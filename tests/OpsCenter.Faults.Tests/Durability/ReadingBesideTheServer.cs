using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Faults.Tests.Durability;

public sealed class ReadingBesideTheServer
{
    [Fact]
    public async Task Verify_beside_a_live_server_sees_the_newest_tap_and_takes_nothing_from_its_journal()
    {
        using var folder = new DataFolder();
        var start = new ServerStart(folder.Path).OnFixedPorts();
        await using (var server = await ServerProcess.RunAsync(start))
        {
            var kiosk = server.Credentials.Kiosks[0];
            await using var client = await RawClient.SignInAsync(server, ProtocolVersion.V5, kiosk);
            for (int seq = 1; seq <= 3; seq++)
            {
                Assert.Equal(0, (await client.PublishAsync(kiosk.Topic("up"), TapJson.WalkIn(seq))).Reason());
                Assert.Equal(seq, (await VerifyOutput.OfProgramAsync(folder.Path)).UpTo(kiosk.Kiosk));
                Assert.True(File.Exists(Path.Combine(folder.Path, "journal.db-wal")), "The reader deleted the log that the server writes.");
            }
            await server.KillAsync();
        }
        var journal = await VerifyOutput.OfProgramAsync(folder.Path);
        Assert.Equal((3, 3, "ok"), (journal.UpTo("k-00001"), journal.CheckIns, journal.Chain));
    }
}
