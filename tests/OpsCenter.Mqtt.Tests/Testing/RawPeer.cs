using System.Buffers;
using System.IO.Pipelines;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Tests.Testing;

/// <summary>The other end of a connection, byte by byte.</summary>
internal sealed class RawPeer(PipeReader input, PipeWriter output, Task serving) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20); // of the real clock: only a hanging broker uses it up

    internal async Task SendAsync(string hex) => await output.WriteAsync(Hex.Bytes(hex));

    internal async Task SendAsync(MqttPacket packet, ProtocolVersion version)
    {
        packet.Write(output, version);
        await output.FlushAsync();
    }

    /// <summary>The next bytes must be these.</summary>
    internal async Task ExpectAsync(string hex)
    {
        var expected = Hex.Bytes(hex);
        if (expected.Length == 0) return;
        var read = await input.ReadAtLeastAsync(expected.Length).AsTask().WaitAsync(Patience);
        var got = read.Buffer.Slice(0, Math.Min(expected.Length, read.Buffer.Length)).ToArray();
        input.AdvanceTo(read.Buffer.GetPosition(got.Length));
        Assert.Equal(Hex.Of(expected), Hex.Of(got));
    }

    /// <summary>The next packet, in words.</summary>
    internal async Task<MqttPacket> ReadAsync(ProtocolVersion version)
    {
        while (true)
        {
            var read = await input.ReadAsync().AsTask().WaitAsync(Patience);
            var buffer = read.Buffer;
            var isWhole = MqttFrameReader.TryRead(ref buffer, MqttFrameReader.LargestPacket, out var frame);
            var packet = isWhole ? MqttPacket.Decode(frame, version) : null;
            input.AdvanceTo(buffer.Start, isWhole ? buffer.Start : buffer.End);
            if (packet is not null) return packet;
            Assert.False(read.IsCompleted, "The broker closed where a packet was expected.");
        }
    }

    /// <summary>Nothing more comes, and the connection is closed.</summary>
    internal async Task ExpectClosedAsync()
    {
        var read = await input.ReadAsync().AsTask().WaitAsync(Patience);
        Assert.Equal("", Hex.Of(read.Buffer.ToArray()));
        Assert.True(read.IsCompleted, "The connection is still open.");
        input.AdvanceTo(read.Buffer.End);
    }

    /// <summary>It is open, and nothing was under way but the answer to this ping.</summary>
    internal async Task ExpectAliveAsync()
    {
        await SendAsync("C0 00");
        await ExpectAsync("D0 00");
    }

    /// <summary>True where nothing has come yet.</summary>
    internal bool IsSilent()
    {
        if (!input.TryRead(out var read)) return true;
        var isSilent = read.Buffer.IsEmpty;
        input.AdvanceTo(read.Buffer.Start);
        return isSilent;
    }

    /// <summary>The network goes away.</summary>
    internal async Task VanishAsync()
    {
        await output.CompleteAsync();
        await serving.WaitAsync(Patience);
    }

    /// <summary>The broker is done with this connection.</summary>
    internal Task ServedAsync() => serving.WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        await output.CompleteAsync();
        await input.CompleteAsync();
        await serving.WaitAsync(Patience);
    }
}
