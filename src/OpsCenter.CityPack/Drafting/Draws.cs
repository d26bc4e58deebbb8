namespace OpsCenter.CityPack.Drafting;

/// <summary>Numbers that look drawn but follow from a key alone, the same on every machine (the mixing function of SplitMix64).</summary>
internal static class Draws
{
    /// <summary>A number from <paramref name="from"/> to <paramref name="to"/>, both inclusive.</summary>
    /// <param name="key">What the number belongs to, e.g. a division code.</param>
    /// <param name="purpose">Tells several numbers of one key apart.</param>
    /// <param name="from">The least.</param>
    /// <param name="to">The greatest.</param>
    internal static int Between(long key, int purpose, int from, int to)
    {
        unchecked
        {
            ulong x = (ulong)key + (ulong)purpose * 0xD1342543DE82EF95UL + 0x9E3779B97F4A7C15UL;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
            x ^= x >> 31;
            return from + (int)(x % (ulong)(to - from + 1));
        }
    }
}
