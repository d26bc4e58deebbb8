using System.Buffers;
using System.Text;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Benchmarks.Load;

/// <summary>A client of a broker, signed in before the loop begins.</summary>
internal abstract class MqttLine : Line
{
    protected MqttLine(int port, string id, string secret, int inBytes, int outBytes)
        : base(port, inBytes, outBytes)
    {
        var hello = new ArrayBufferWriter<byte>();
        var connect = new ConnectPacket(ProtocolVersion.V311, id) { KeepAlive = 600 };
        if (secret.Length > 0) connect = connect with { UserName = id, Password = Encoding.UTF8.GetBytes(secret) };
        connect.Write(hello, ProtocolVersion.V311);
        byte[] answer = Ask(hello.WrittenSpan, 4);
        if (answer[0] != 0x20 || answer[3] != 0) throw new IOException($"{id} was refused with {answer[3]}.");
    }

    /// <summary>Subscribes to filters in one packet, QoS 0 or 1 (§3.8): what is sent for the first may come before the answer for a second.</summary>
    protected void Subscribe(byte qos, params string[] filters)
    {
        List<byte> body = [0, 1];
        foreach (string filter in filters) body.AddRange([0, (byte)filter.Length, .. Encoding.UTF8.GetBytes(filter), qos]);
        byte[] answer = Ask([0x82, (byte)body.Count, .. body], 4 + filters.Length);
        if (answer[0] != 0x90 || answer.AsSpan(4).Contains((byte)0x80)) throw new IOException($"{string.Join(", ", filters)} was refused.");
    }

    /// <summary>From now on in the loop.</summary>
    protected void Join() => Socket.Blocking = false;

    private byte[] Ask(ReadOnlySpan<byte> packet, int answer)
    {
        Socket.Send(packet);
        byte[] bytes = new byte[answer];
        for (int read = 0; read < answer;)
        {
            int count = Socket.Receive(bytes.AsSpan(read));
            if (count == 0) throw new IOException("The broker closed instead of answering.");
            read += count;
        }
        return bytes;
    }
}
