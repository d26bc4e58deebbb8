using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace OpsCenter.Mqtt.Tests.Peers;

/// <summary>
/// The raw packet sequences of Mosquitto's own tests (<c>test/broker/data/*.json</c> of its source), played against the open broker.
/// They are Mosquitto's and not kept here: <c>SEQUENCES=DIR bash tests/long.sh sequences</c>.
/// </summary>
public sealed class MosquittoSequences(OpenBroker broker, ITestOutputHelper output) : IClassFixture<OpenBroker>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2); // the sequences' own

    [Fact(Explicit = true)]
    public async Task Every_sequence_is_answered_byte_for_byte()
    {
        string folder = Environment.GetEnvironmentVariable("OPSCENTER_SEQUENCES") ?? throw new InvalidOperationException("Set SEQUENCES to the folder test/broker/data of Mosquitto's source.");
        int played = 0;
        List<string> broken = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var groups = JsonDocument.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            foreach (var group in groups.RootElement.EnumerateArray().Where(group => !Flag(group, "disable", false)))
            {
                foreach (var test in group.GetProperty("tests").EnumerateArray())
                {
                    played++;
                    string name = $"{group.GetProperty("group").GetString()} {test.GetProperty("name").GetString()}";
                    if (await PlayAsync(test, name) is { } why) broken.Add($"{Path.GetFileName(file)}: {name}: {why}");
                }
            }
        }
        output.WriteLine($"{played - broken.Count} of {played} sequences");
        if (Environment.GetEnvironmentVariable("OPSCENTER_RESULT") is { Length: > 0 } kept) await File.AppendAllTextAsync(kept, $"{played - broken.Count} of {played} raw packet sequences of Mosquitto's tests\n", TestContext.Current.CancellationToken);
        Assert.True(played > 1000, $"Only {played} sequences lie in {folder}.");
        Assert.Empty(broken);
    }

    /// <summary>Null when the broker did as the sequence says; otherwise what it did.</summary>
    private async Task<string?> PlayAsync(JsonElement test, string name)
    {
        byte version = test.TryGetProperty("ver", out var ver) ? ver.GetByte() : (byte)4;
        bool closes = Flag(test, "expect_disconnect", true);
        using var tcp = await DialAsync();
        var stream = tcp.GetStream();
        try
        {
            if (Flag(test, "connect", true) && await SignInAsync(stream, name, version) is { } refused) return refused;
            foreach (var message in test.GetProperty("msgs").EnumerateArray())
            {
                switch (message.GetProperty("type").GetString())
                {
                    case "send": await stream.WriteAsync(Bytes(message)); break;
                    case "publish": await PublishAsync(message); break;
                    case "recv" when await ExpectAsync(stream, Bytes(message)) is { } other: return other;
                }
            }
            if (closes) return await ReadAsync(stream, 1) is { Length: > 0 } more ? $"still says {Convert.ToHexString(more)}" : null;
            await stream.WriteAsync(new byte[] { 0xC0, 0 });
            return await ExpectAsync(stream, [0xD0, 0]);
        }
        catch (IOException) when (closes)
        {
            return null; // reset instead of closed
        }
        catch (Exception broke) when (broke is IOException or OperationCanceledException)
        {
            return broke is IOException ? "closed" : "silence";
        }
    }

    private async Task<TcpClient> DialAsync()
    {
        var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(IPAddress.Loopback, broker.Port);
        return tcp;
    }

    private static async Task<string?> SignInAsync(NetworkStream stream, string name, byte version)
    {
        byte[] id = Encoding.UTF8.GetBytes(name);
        byte[] protocol = version == 3 ? "\0\u0006MQIsdp"u8.ToArray() : "\0\u0004MQTT"u8.ToArray();
        byte[] body = [.. protocol, version, 0x02, 0, 60, .. version == 5 ? new byte[] { 0 } : [], (byte)(id.Length >> 8), (byte)id.Length, .. id];
        await stream.WriteAsync((byte[])[0x10, .. Length(body.Length), .. body]);
        byte[] answer = await ReadPacketAsync(stream);
        return answer.Length >= 4 && answer[0] == 0x20 && answer[3] == 0 ? null : $"CONNECT was answered {Convert.ToHexString(answer)}";
    }

    /// <summary>Another client publishes; the exchange is over before the sequence goes on.</summary>
    private async Task PublishAsync(JsonElement message)
    {
        using var tcp = await DialAsync();
        var stream = tcp.GetStream();
        await SignInAsync(stream, "helper", 4);
        int qos = message.GetProperty("qos").GetInt32();
        byte[] topic = Encoding.UTF8.GetBytes(message.GetProperty("topic").GetString()!);
        byte[] body = [(byte)(topic.Length >> 8), (byte)topic.Length, .. topic, .. qos > 0 ? new byte[] { 0, 1 } : [], .. Encoding.UTF8.GetBytes(message.GetProperty("payload").GetString()!)];
        await stream.WriteAsync((byte[])[(byte)(0x30 | qos << 1), .. Length(body.Length), .. body]);
        if (qos > 0) await ReadPacketAsync(stream);
        if (qos < 2) return;
        await stream.WriteAsync(new byte[] { 0x62, 2, 0, 1 });
        await ReadPacketAsync(stream);
    }

    private static async Task<string?> ExpectAsync(NetworkStream stream, byte[] awaited)
    {
        byte[] came = await ReadAsync(stream, awaited.Length);
        return came.AsSpan().SequenceEqual(awaited) ? null : $"{Convert.ToHexString(awaited)} awaited, {(came.Length == 0 ? "closed" : Convert.ToHexString(came))} came";
    }

    private static async Task<byte[]> ReadPacketAsync(NetworkStream stream)
    {
        byte[] head = await ReadAsync(stream, 2); // the answers awaited here are short
        return head.Length < 2 ? head : [.. head, .. await ReadAsync(stream, head[1])];
    }

    /// <summary>So many bytes, or fewer when the broker closes first.</summary>
    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var bytes = new byte[count];
        int read = await stream.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false, patience.Token);
        return bytes[..read];
    }

    private static byte[] Bytes(JsonElement message) => Convert.FromHexString(message.GetProperty("payload").GetString()!.Replace(" ", "", StringComparison.Ordinal));

    private static byte[] Length(int length) => length < 128 ? [(byte)length] : [(byte)(length & 0x7F | 0x80), (byte)(length >> 7)];

    private static bool Flag(JsonElement of, string member, bool usual) => of.TryGetProperty(member, out var value) ? value.ValueKind is JsonValueKind.True : usual;
}
