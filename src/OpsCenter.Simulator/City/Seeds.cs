namespace OpsCenter.Simulator.City;

/// <summary>One stream of chance for each concern, so that a change to one does not move the others.</summary>
internal static class Seeds
{
    internal static Random For(long seed, int day, Concern concern) => new((int)(Mix(seed, day, (long)concern) & 0x7FFFFFFF));

    /// <summary>64 well-mixed bits of three numbers (the finisher of SplitMix64).</summary>
    internal static ulong Mix(long a, long b, long c)
    {
        unchecked
        {
            ulong bits = (ulong)a;
            foreach (long part in (ReadOnlySpan<long>)[b, c])
            {
                bits = (bits ^ (ulong)part) + 0x9E3779B97F4A7C15;
                bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9;
                bits = (bits ^ bits >> 27) * 0x94D049BB133111EB;
                bits ^= bits >> 31;
            }
            return bits;
        }
    }
}

/// <summary>What a stream of chance decides.</summary>
internal enum Concern
{
    Stage, VisitTimes, Visits, RequestTimes, Requests, Cards, Link,
}
