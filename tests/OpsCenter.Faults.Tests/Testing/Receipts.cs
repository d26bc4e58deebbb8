using System.Text;
using System.Text.Json;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>Reads the receipt out of a PUBLISH of QoS 1.</summary>
internal sealed record ReceiptView(string Outbox, long UpTo, (long From, long To)[] Missing, bool More)
{
    /// <summary>Reads the next PUBLISH on the receipt's topic, acknowledges it, and skips other packets.</summary>
    internal static async Task<ReceiptView> NextAsync(RawClient client, KioskCredential kiosk)
    {
        while (true)
        {
            byte[] packet = await client.ReadAsync();
            Assert.NotEmpty(packet);
            if (packet[0] >> 4 != 3) continue;
            int at = 2 + (packet[1] > 0x7F ? 1 : 0);
            int length = packet[at] << 8 | packet[at + 1];
            string topic = Encoding.UTF8.GetString(packet, at + 2, length);
            int id = at + 2 + length;
            await client.SendAsync([0x40, 0x02, packet[id], packet[id + 1]]);
            if (topic != kiosk.Topic("receipt")) continue;
            return Parse(packet.AsMemory(id + 2 + (client.IsV5 ? 1 + packet[id + 2] : 0)));
        }
    }

    /// <summary>Reads receipts until one says what is expected; a receipt comes at most once a second.</summary>
    internal static async Task<ReceiptView> UntilAsync(RawClient client, KioskCredential kiosk, Func<ReceiptView, bool> says)
    {
        while (true)
        {
            var receipt = await NextAsync(client, kiosk);
            if (says(receipt)) return receipt;
        }
    }

    internal static ReceiptView Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new ReceiptView(
            root.GetProperty("outbox").GetString()!, root.GetProperty("upTo").GetInt64(),
            [.. root.GetProperty("missing").EnumerateArray().Select(range => (range[0].GetInt64(), range[1].GetInt64()))],
            root.GetProperty("more").GetBoolean());
    }
}
