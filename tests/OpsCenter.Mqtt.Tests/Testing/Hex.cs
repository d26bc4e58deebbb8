using System.Buffers;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Tests.Testing;

/// <summary>Bytes as tests write them: hex with spaces.</summary>
internal static class Hex
{
    internal static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    internal static string Of(ReadOnlySpan<byte> bytes) => string.Join(' ', bytes.ToArray().Select(one => one.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>The same bytes in segments of the given lengths; what is left is the last segment.</summary>
    internal static ReadOnlySequence<byte> Chopped(byte[] bytes, params int[] lengths)
    {
        Segment? first = null, last = null;
        var at = 0;
        foreach (var length in lengths.Append(bytes.Length - lengths.Sum()))
        {
            var segment = new Segment(bytes.AsMemory(at, length), last);
            (first, last, at) = (first ?? segment, segment, at + length);
        }
        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }

    internal static MqttPacket Decode(ReadOnlySequence<byte> wire, ProtocolVersion version)
    {
        Assert.True(MqttFrameReader.TryRead(ref wire, MqttFrameReader.LargestPacket, out var frame), "The packet is not whole.");
        Assert.True(wire.IsEmpty, "There is more than one packet.");
        return MqttPacket.Decode(frame, version);
    }

    internal static string Encode(MqttPacket packet, ProtocolVersion version)
    {
        var output = new ArrayBufferWriter<byte>();
        packet.Write(output, version);
        return Of(output.WrittenSpan);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        internal Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is null) return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
