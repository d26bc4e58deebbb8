namespace OpsCenter.Faults.Tests.Testing;

/// <summary>Loses some MQTT packets of one kind on their way, whole; everything else passes as it is.</summary>
/// <param name="type">The packet type that is lost, 1 to 15.</param>
/// <param name="share">How many of them, 0 to 1.</param>
/// <param name="random">Draws which.</param>
/// <param name="lost">Told of each that was lost.</param>
internal sealed class PacketSieve(int type, double share, Random random, Action lost)
{
    private readonly List<byte> _waiting = [];

    /// <summary>What of the next bytes, and of those that waited, may pass now.</summary>
    internal byte[] Pass(ReadOnlySpan<byte> bytes)
    {
        _waiting.AddRange(bytes);
        List<byte> passing = [];
        while (LengthOfFirst() is { } length)
        {
            if (_waiting[0] >> 4 == type && random.NextDouble() < share) lost();
            else passing.AddRange(_waiting.Take(length));
            _waiting.RemoveRange(0, length);
        }
        return [.. passing];
    }

    /* §2.1.4   remaining length: 7 bits each, low first, bit 7 = more */
    private int? LengthOfFirst()
    {
        int length = 0;
        for (int at = 1; at < _waiting.Count && at < 5; at++)
        {
            length |= (_waiting[at] & 0x7F) << (7 * (at - 1));
            if (_waiting[at] > 0x7F) continue;
            int whole = 1 + at + length;
            return _waiting.Count >= whole ? whole : null;
        }
        return null;
    }
}
