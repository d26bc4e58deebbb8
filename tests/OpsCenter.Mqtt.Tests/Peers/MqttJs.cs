namespace OpsCenter.Mqtt.Tests.Peers;

/// <summary>MQTT.js against the open broker; what it checks stands in mqttjs.cjs.</summary>
public sealed class MqttJs(OpenBroker broker) : IClassFixture<OpenBroker>
{
    [Theory, InlineData("4"), InlineData("5")]
    public async Task It_finds_the_open_broker_in_order(string version)
    {
        if (!Directory.Exists(Path.Combine(PeerProgram.Folder, "node_modules", "mqtt")))
            await PeerProgram.RunAsync("npm", "npm", "ci", "--no-audit", "--no-fund");
        var said = await PeerProgram.RunAsync("nodejs", "node", "mqttjs.cjs", broker.PortText, version);
        Assert.Equal(version == "4" ? "8 checks hold" : "13 checks hold", said.Split('\n')[^1]);
    }
}
