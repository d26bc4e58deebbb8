using System.Buffers.Binary;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Taps;
using OpsCenter.Simulator.Load;

namespace OpsCenter.Simulator.Tests;

public sealed class PressingHard
{
    private const string Topic = "ops/v1/370600/k-00011/up";
    private static readonly DateTimeOffset At = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    [Theory, InlineData(1), InlineData(70_000), InlineData(TapId.MaxSeq)]
    public void A_frame_is_a_publish_of_a_tap_that_the_wire_takes(long seq)
    {
        byte[] buffer = new byte[TapFrame.MaxBytes];
        int length = new TapFrame(Topic, "01234567").Write(buffer, seq, At);
        Assert.Equal((0x32, length - 3), (buffer[0], (buffer[1] & 0x7F) + (buffer[2] << 7)));
        int topic = BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(3));
        Assert.Equal(Topic, System.Text.Encoding.UTF8.GetString(buffer, 5, topic));
        Assert.Equal(TapFrame.IdOf(seq), BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(5 + topic)));
        Assert.True(new TapReader().TryRead(buffer.AsSpan(7 + topic, length - 7 - topic), out var tap, out var fault), fault.Reason);
        Assert.Equal((seq, At, OutboxId.Parse("01234567")), (tap.Seq, tap.At, tap.Outbox));
    }

    [Theory, InlineData(1), InlineData(9_999_999)]
    public void Every_payload_is_as_long_as_the_first(long seq)
    {
        byte[] buffer = new byte[TapFrame.MaxBytes];
        Assert.Equal(3 + 2 + Topic.Length + 2 + TapFrame.PayloadBytes, new TapFrame(Topic, "01234567").Write(buffer, seq, At));
    }

    [Fact]
    public void A_tap_sent_again_is_the_same_bytes()
    {
        byte[] first = new byte[TapFrame.MaxBytes], again = new byte[TapFrame.MaxBytes];
        var frame = new TapFrame(Topic, "01234567");
        frame.Write(first, 5, At);
        frame.Write(again, 5, At);
        Assert.Equal(first, again);
    }
}
