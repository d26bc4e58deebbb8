using System.Diagnostics;

namespace OpsCenter.Benchmarks.Load;

/// <summary>The one subscriber of a relay: counts what comes, and when.</summary>
internal sealed class EarLine : MqttLine
{
    private readonly PressCounts _counts;
    private readonly bool _times;

    internal EarLine(PressOptions options, PressCounts counts)
        : base(options.Port, "ear", "", inBytes: 1024 * 1024, outBytes: 64 * 1024)
    {
        (_counts, _times) = (counts, options.RatePerSecond > 0);
        Subscribe((byte)options.ListenQos!.Value, $"ops/v1/{options.Cell}/+/up");
        Join();
    }

    protected override int Take(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (Packets.TryCut(bytes[at..], out int header, out int length))
        {
            if (Packets.IsPublish(bytes[at]))
            {
                _counts.Heard++;
                if (_times) _counts.HeardAt.Add(Stopwatch.GetTimestamp());
                if (Packets.WantsAck(bytes[at])) Write([Packets.PubAck, 2, .. Packets.IdOf(bytes.Slice(at + header, length))]);
            }
            at += header + length;
        }
        return at;
    }

    protected override void AfterRead() => Flush();
}
