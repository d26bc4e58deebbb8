using System.Globalization;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Peers;

/// <summary>MQTT.js against the server's endpoint; what it checks stands in kiosk.cjs. It is installed once, in the library's folder of peers.</summary>
public sealed class MqttJs(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly string Installed = Path.Combine(Repository.Path, "tests", "OpsCenter.Mqtt.Tests", "Peers");
    private static readonly string Script = Path.Combine(Repository.Path, "tests", "OpsCenter.Faults.Tests", "Peers", "kiosk.cjs");

    [Theory, InlineData("4"), InlineData("5")]
    public async Task It_finds_the_server_in_order(string version)
    {
        if (!Directory.Exists(Path.Combine(Installed, "node_modules", "mqtt")))
        {
            var install = await Tool.RunInAsync(Installed, "npm", "ci", "--no-audit", "--no-fund");
            Assert.True(install.Code == 0, $"npm ci failed: {install.Error}");
        }
        var (kiosk, other) = (shared.NextKiosk(), shared.NextKiosk());
        var credentials = shared.Credentials;

        var run = await Tool.RunInAsync(Installed, "node", Script, shared.Server.MqttPort.ToString(CultureInfo.InvariantCulture), version,
            kiosk.Kiosk, kiosk.Secret, other.Kiosk, credentials.ReaderUser, credentials.ReaderSecret);

        Assert.True(run.Code == 0, run.Error + run.Out);
        Assert.Equal("6 checks hold", run.Out.Trim());
        await shared.Server.ShowsAsync(kiosk, "two check-ins", tile => tile.Figure("checkIns") == 2);
        Assert.Equal(0, (await shared.VerifyAsync()).UpTo(other.Kiosk));
    }
}
