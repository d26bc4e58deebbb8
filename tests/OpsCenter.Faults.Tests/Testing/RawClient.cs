using System.Buffers;
using System.Net;
using System.Net.Sockets;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;
using OpsCenter.Testing;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>An MQTT client of bytes: what it sends is written by hand or by the packets, what it hears is judged as bytes.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly TcpClient _tcp = new() { NoDelay = true };
    private readonly ProtocolVersion _version;

    private RawClient(ProtocolVersion version) => _version = version;

    internal bool IsV5 => _version == ProtocolVersion.V5;

    /// <summary>Dials, and says nothing yet.</summary>
    internal static async Task<RawClient> DialAsync(ServerProcess server, ProtocolVersion version)
    {
        var client = new RawClient(version);
        await client._tcp.ConnectAsync(IPAddress.Loopback, server.MqttPort);
        return client;
    }

    /// <summary>Dials and signs in.</summary>
    internal static async Task<RawClient> SignInAsync(ServerProcess server, ProtocolVersion version, string id, string user, string secret)
    {
        var client = await DialAsync(server, version);
        byte[] answer = await client.ConnectAsync(id, user, secret);
        Assert.Equal((0x20, 0), (answer[0], answer[3]));
        return client;
    }

    internal static Task<RawClient> SignInAsync(ServerProcess server, ProtocolVersion version, KioskCredential kiosk) =>
        SignInAsync(server, version, kiosk.Kiosk, kiosk.Kiosk, kiosk.Secret);

    /// <summary>Says CONNECT and returns CONNACK: <c>20 length flags code …</c>.</summary>
    internal async Task<byte[]> ConnectAsync(string id, string user, string secret)
    {
        await SendAsync(new ConnectPacket(_version, id) { UserName = user, Password = TapJson.Bytes(secret), KeepAlive = 60 });
        return await ReadAsync();
    }

    internal async Task<byte[]> SubscribeAsync(string filter)
    {
        await SendAsync(new SubscribePacket(7, [new TopicSubscription(filter, QoS.AtLeastOnce)], MqttProperties.None));
        return await ReadAsync();
    }

    /// <summary>Publishes with packet id 9 and returns the answer: <c>40 (or 50) length 00 09 [reason …]</c>.</summary>
    internal async Task<byte[]> PublishAsync(string topic, byte[] payload, QoS qos = QoS.AtLeastOnce)
    {
        await SendAsync(Publish(topic, payload, qos));
        return await ReadAsync();
    }

    internal Task SendAsync(MqttPacket packet) => SendAsync(Encode(packet));

    internal async Task SendAsync(byte[] bytes) => await _tcp.GetStream().WriteAsync(bytes);

    internal byte[] Encode(MqttPacket packet)
    {
        var buffer = new ArrayBufferWriter<byte>();
        packet.Write(buffer, _version);
        return buffer.WrittenSpan.ToArray();
    }

    internal static PublishPacket Publish(string topic, byte[] payload, QoS qos = QoS.AtLeastOnce) =>
        new(topic, payload, qos, qos == QoS.AtMostOnce ? (ushort)0 : (ushort)9);

    /// <summary>The next packet, whole; empty when the server has closed.</summary>
    internal Task<byte[]> ReadAsync() => _tcp.GetStream().ReadPacketAsync();

    /// <summary>The server says nothing more and closes.</summary>
    internal async Task ExpectClosedAsync() => Assert.Empty(await ReadAsync());

    /// <summary>5.0: DISCONNECT with a reason, then a close. 3.1.1: a close.</summary>
    internal async Task ExpectThrownOutAsync(byte reason)
    {
        if (IsV5)
        {
            byte[] disconnect = await ReadAsync();
            Assert.True(disconnect.Length >= 3, "The server closed without DISCONNECT.");
            Assert.Equal((0xE0, reason), (disconnect[0], disconnect[2]));
        }
        await ExpectClosedAsync();
    }

    /// <summary>The connection stands: a ping is answered, and nothing else was under way.</summary>
    internal async Task ExpectAliveAsync()
    {
        await SendAsync([0xC0, 0x00]);
        Assert.Equal([0xD0, 0x00], await ReadAsync());
    }

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        return default;
    }
}
