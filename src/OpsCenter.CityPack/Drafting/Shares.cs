namespace OpsCenter.CityPack.Drafting;

/// <summary>Divides whole things by weight so that the sum is exact (largest remainder; ties go to the first).</summary>
internal static class Shares
{
    internal static int[] Of(int total, IReadOnlyList<int> weights)
    {
        long sum = weights.Sum(weight => (long)weight);
        int[] shares = [.. weights.Select(weight => (int)((long)total * weight / sum))];
        var byRemainder = Enumerable.Range(0, weights.Count).OrderByDescending(i => (long)total * weights[i] % sum).ThenBy(i => i);
        foreach (int i in byRemainder.Take(total - shares.Sum())) shares[i]++;
        return shares;
    }
}
