using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;
using OpsCenter.Testing;

namespace OpsCenter.Ingest.Tests.Testing;

/// <summary>An MQTT client of packets and bytes over a real socket.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpClient _tcp = new() { NoDelay = true };
    private readonly ProtocolVersion _version;

    private Wire(ProtocolVersion version) => _version = version;

    internal static async Task<Wire> DialAsync(int port, ProtocolVersion version)
    {
        var wire = new Wire(version);
        await wire._tcp.ConnectAsync(IPAddress.Loopback, port);
        return wire;
    }

    /// <summary>Says CONNECT and returns CONNACK's code.</summary>
    internal async Task<byte> ConnectAsync(string id, string user, string secret)
    {
        await SendAsync(new ConnectPacket(_version, id) { UserName = user, Password = Encoding.UTF8.GetBytes(secret), KeepAlive = 600 });
        byte[] answer = await ReadAsync();
        Assert.Equal(0x20, answer[0]);
        return answer[3];
    }

    /// <summary>Subscribes and returns SUBACK's reason.</summary>
    internal async Task<byte> SubscribeAsync(string filter)
    {
        await SendAsync(new SubscribePacket(7, [new TopicSubscription(filter, QoS.AtLeastOnce)], MqttProperties.None));
        byte[] answer = await ReadUntilAsync(PacketType.SubAck);
        return answer[^1];
    }

    /// <summary>Publishes at QoS 1 and returns PUBACK's reason; 0 where none stands.</summary>
    internal async Task<byte> PublishAsync(string topic, string payload, ushort id = 9)
    {
        await SendAsync(new PublishPacket(topic, Encoding.UTF8.GetBytes(payload), QoS.AtLeastOnce, id));
        byte[] answer = await ReadUntilAsync(PacketType.PubAck);
        return answer.Length > 4 ? answer[4] : (byte)0;
    }

    internal async Task SendAsync(MqttPacket packet)
    {
        var buffer = new ArrayBufferWriter<byte>();
        packet.Write(buffer, _version);
        await _tcp.GetStream().WriteAsync(buffer.WrittenMemory);
    }

    /// <summary>The next message that the server publishes on a topic, acknowledged.</summary>
    internal async Task<JsonElement> HearAsync(string topic)
    {
        while (true)
        {
            byte[] packet = await ReadUntilAsync(PacketType.Publish);
            int at = 1;
            while ((packet[at++] & 0x80) != 0) ;
            int length = packet[at] << 8 | packet[at + 1];
            string said = Encoding.UTF8.GetString(packet, at + 2, length);
            at += 2 + length;
            ushort id = (packet[0] & 0x06) == 0 ? (ushort)0 : (ushort)(packet[at++] << 8 | packet[at++]);
            if (_version == ProtocolVersion.V5) at += 1 + packet[at];
            if (id != 0) await SendAsync(new PubAckPacket(id, Mqtt.Faults.ReasonCode.Success, MqttProperties.None));
            if (said == topic) return JsonDocument.Parse(packet.AsMemory(at)).RootElement;
        }
    }

    /// <summary>The reason of the server's DISCONNECT, 5.0.</summary>
    internal async Task<byte> EndedAsync()
    {
        byte[] disconnect = await ReadUntilAsync(PacketType.Disconnect);
        return disconnect.Length > 2 ? disconnect[2] : (byte)0;
    }

    /// <summary>The next packet, whole; empty when the server has closed.</summary>
    internal Task<byte[]> ReadAsync() => _tcp.GetStream().ReadPacketAsync();

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        return default;
    }

    private async Task<byte[]> ReadUntilAsync(PacketType type)
    {
        while (true)
        {
            byte[] packet = await ReadAsync();
            Assert.True(packet.Length > 0, $"The server closed where {type} was awaited.");
            if ((PacketType)(packet[0] >> 4) == type) return packet;
        }
    }
}
