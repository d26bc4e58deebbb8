namespace OpsCenter.Testing;

/// <summary>Cuts a socket's bytes into MQTT control packets by hand, so that a test judges what came and not what our own codec makes of it.</summary>
public static class PacketReading
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20); // of the real clock: only a server that hangs uses it up

    /// <summary>The next packet, whole, its fixed header included (MQTT 5.0, 2.1); empty when the other side has closed.</summary>
    /// <exception cref="OperationCanceledException">Nothing came in 20 seconds.</exception>
    public static async Task<byte[]> ReadPacketAsync(this Stream stream)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            List<byte> packet = [];
            var one = new byte[1];
            int length = 0, shift = 0;
            do
            {
                if (await stream.ReadAsync(one, patience.Token) == 0) return [];
                packet.Add(one[0]);
                if (packet.Count == 1) continue;
                length |= (one[0] & 0x7F) << shift;
                shift += 7;
            }
            while (packet.Count == 1 || (one[0] & 0x80) != 0);
            var body = new byte[length];
            await stream.ReadExactlyAsync(body, patience.Token);
            return [.. packet, .. body];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
