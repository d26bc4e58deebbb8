namespace OpsCenter.Benchmarks.Load;

/// <summary>A kiosk that is connected, listens on its two topics and says nothing.</summary>
internal sealed class HeldLine : MqttLine
{
    internal HeldLine(PressOptions options, string id, string secret)
        : base(options.Port, id, secret, inBytes: 2 * 1024, outBytes: 16)
    {
        Subscribe(1, $"ops/v1/{options.Cell}/{id}/receipt", $"ops/v1/{options.Cell}/{id}/down");
        Join();
    }

    protected override int Take(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (Packets.TryCut(bytes[at..], out int header, out int length))
        {
            if (Packets.IsPublish(bytes[at]) && Packets.WantsAck(bytes[at])) Write([Packets.PubAck, 2, .. Packets.IdOf(bytes.Slice(at + header, length))]);
            at += header + length;
        }
        return at;
    }

    protected override void AfterRead() => Flush();
}
