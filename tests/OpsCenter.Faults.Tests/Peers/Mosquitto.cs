using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Peers;

/// <summary>mosquitto_pub and mosquitto_sub against the server's endpoint.</summary>
public sealed class Mosquitto(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory, InlineData("mqttv311"), InlineData("mqttv5")]
    public async Task Its_tap_counts_and_its_receipt_comes(string version)
    {
        var kiosk = shared.NextKiosk();
        var published = await PubAsync(version, kiosk.Kiosk, kiosk.Kiosk, kiosk.Secret, kiosk.Topic("up"), "1", TapJson.WalkIn(1));
        Assert.Equal((0, ""), (published.Code, published.Error));
        await shared.Server.ShowsAsync(kiosk, "one check-in", tile => tile.Figure("checkIns") == 1);

        var heard = await SubAsync(version, kiosk.Kiosk, kiosk.Kiosk, kiosk.Secret, kiosk.Topic("receipt"), count: 1);
        Assert.Equal(0, heard.Code);
        Assert.Equal(1, ReceiptView.Parse(TapJson.Bytes(heard.Out)).UpTo);
    }

    [Theory, InlineData("mqttv311"), InlineData("mqttv5")]
    public async Task Exactly_once_counts_once(string version)
    {
        var kiosk = shared.NextKiosk();
        var published = await PubAsync(version, kiosk.Kiosk, kiosk.Kiosk, kiosk.Secret, kiosk.Topic("up"), "2", TapJson.WalkIn(1));
        Assert.Equal((0, ""), (published.Code, published.Error));
        await shared.Server.ShowsAsync(kiosk, "one check-in", tile => tile.Figure("checkIns") == 1);
    }

    [Theory, InlineData("mqttv311"), InlineData("mqttv5")]
    public async Task A_reader_gets_the_retained_postures(string version)
    {
        var kiosk = shared.NextKiosk();
        await PubAsync(version, kiosk.Kiosk, kiosk.Kiosk, kiosk.Secret, kiosk.Topic("up"), "1", TapJson.WalkIn(1));
        await Eventually.TrueAsync("the city's retained tile has check-ins", TimeSpan.FromSeconds(30), async () =>
        {
            var heard = await SubAsReaderAsync(version, "node-red", "ops/v1/370600/posture/370600");
            using var posture = System.Text.Json.JsonDocument.Parse(heard.Out);
            var root = posture.RootElement;
            return (root.TryGetProperty("tile", out var tile) ? tile : root).Figure("checkIns") > 0;
        });
    }

    [Theory, InlineData("mqttv311"), InlineData("mqttv5")]
    public async Task A_reader_may_not_publish(string version)
    {
        var kiosk = shared.NextKiosk();
        var published = await PubAsync(version, "node-red", shared.Credentials.ReaderUser, shared.Credentials.ReaderSecret, kiosk.Topic("up"), "1", TapJson.WalkIn(1));
        Assert.True(published.Code != 0 || published.Error.Length > 0, "The publish went through.");
        Assert.Equal(0, (await shared.VerifyAsync()).UpTo(kiosk.Kiosk));
    }

    [Theory, InlineData("mqttv311"), InlineData("mqttv5")]
    public async Task A_reader_may_not_listen_to_a_kiosk(string version)
    {
        foreach (string filter in (string[])[shared.NextKiosk().Topic("receipt"), "#", "ops/v1/370600/+/up"])
        {
            var heard = await SubAsReaderAsync(version, "node-red", filter);
            Assert.Contains("denied", heard.Error + heard.Out, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory, InlineData("mqttv311"), InlineData("mqttv5")]
    public async Task A_reader_may_not_take_the_client_id_of_a_kiosk(string version)
    {
        var heard = await SubAsReaderAsync(version, shared.NextKiosk().Kiosk, "ops/v1/370600/posture/#");
        Assert.NotEqual(0, heard.Code);
        Assert.Equal("", heard.Out);
    }

    private Task<(int Code, string Out, string Error)> PubAsync(string version, string id, string user, string secret, string topic, string qos, byte[] payload) =>
        Tool.RunAsync("mosquitto_pub", "-h", "127.0.0.1", "-p", Port, "-V", version, "-i", id, "-u", user, "-P", secret, "-q", qos, "-t", topic,
            "-m", System.Text.Encoding.UTF8.GetString(payload));

    private Task<(int Code, string Out, string Error)> SubAsync(string version, string id, string user, string secret, string filter, int count) =>
        Tool.RunAsync("mosquitto_sub", "-h", "127.0.0.1", "-p", Port, "-V", version, "-i", id, "-u", user, "-P", secret, "-q", "1", "-t", filter,
            "-C", count.ToString(System.Globalization.CultureInfo.InvariantCulture), "-W", "20");

    private Task<(int Code, string Out, string Error)> SubAsReaderAsync(string version, string id, string filter) =>
        SubAsync(version, id, shared.Credentials.ReaderUser, shared.Credentials.ReaderSecret, filter, count: 1);

    private string Port => shared.Server.MqttPort.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
