using System.Buffers;
using OpsCenter.KioskProtocol.Writing;

namespace OpsCenter.KioskProtocol.Receipts;

/// <summary>Writes the payload of <c>receipt</c>.</summary>
public static class ReceiptWriter
{
    /// <summary>Writes one receipt; of more than 100 ranges the lowest 100 and <c>more</c>.</summary>
    public static void Write(IBufferWriter<byte> output, Receipt receipt)
    {
        using var json = Json.Begin(output);
        json.WriteString("outbox"u8, receipt.Outbox.ToString());
        json.WriteNumber("upTo"u8, receipt.UpTo);
        json.WriteStartArray("missing"u8);
        foreach (var range in receipt.Missing.Take(Receipt.MaxRanges))
        {
            json.WriteStartArray();
            json.WriteNumberValue(range.From);
            json.WriteNumberValue(range.To);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteBoolean("more"u8, receipt.HasMore || receipt.Missing.Count > Receipt.MaxRanges);
        json.WriteEndObject();
    }

    /// <summary>One receipt as bytes.</summary>
    public static byte[] ToBytes(Receipt receipt) => Json.Bytes(receipt, Write);
}
