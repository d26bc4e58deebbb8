using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Client;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Faults.Tests.Repeats;

/// <summary>One kiosk that sends what it is given, and says which of it was acknowledged.</summary>
internal sealed class Sender(KioskCredential kiosk, int port, ProtocolVersion version)
{
    private const int Window = 50;

    internal Task<MqttClient> ConnectAsync() => MqttClient.ConnectAsync(new MqttClientOptions
    {
        Dial = MqttDials.Tcp("127.0.0.1", port),
        Version = version,
        ClientId = kiosk.Kiosk,
        UserName = kiosk.Kiosk,
        Password = TapJson.Bytes(kiosk.Secret),
        MaxInFlight = Window,
    }, CancellationToken.None);

    /// <summary>True when it was acknowledged as done; false when the connection ended before.</summary>
    internal async Task<bool> SendAsync(MqttClient client, byte[] tap)
    {
        try
        {
            var answer = await client.PublishAsync(new MqttMessage(kiosk.Topic("up"), tap, QoS.AtLeastOnce), CancellationToken.None);
            Assert.Equal(ReasonCode.Success, answer);
            return true;
        }
        catch (Exception lost) when (lost is MqttConnectionLostException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Sends all on one connection; how many were acknowledged.</summary>
    internal async Task<int> SendAllAsync(MqttClient client, IEnumerable<byte[]> taps)
    {
        int acknowledged = 0;
        foreach (byte[][] handful in taps.Chunk(Window)) acknowledged += (await Task.WhenAll(handful.Select(tap => SendAsync(client, tap)))).Count(done => done);
        return acknowledged;
    }
}
