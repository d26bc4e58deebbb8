using OpsCenter.CityPack.Drafting;
using OpsCenter.CityPack.Tests.Testing;

namespace OpsCenter.CityPack.Tests;

/// <summary>The invented files are in the repository, and they are what the draft gives. With OPSCENTER_DRAFT=write they are written instead.</summary>
public sealed class DraftingACity
{
    private static readonly DraftNumbers Slice = new(BaseGrids: 30, DedicatedGrids: 4, Households: 6_000, Venues: 8);

    [Fact]
    public void The_drafted_files_of_Yantai_are_those_in_the_repository() =>
        WriteOrCompare(Path.Combine(Repository.Root, "src", "OpsCenter.CityPack", "Yantai"), DraftNumbers.Yantai);

    [Fact]
    public void The_drafted_files_of_a_second_city_are_those_in_the_repository() =>
        WriteOrCompare(Path.Combine(Repository.Root, "tests", "OpsCenter.CityPack.Tests", "Data", "weihai-slice"), Slice);

    [Fact]
    public void Too_few_grids_for_the_divisions_are_refused()
    {
        using var pack = new BrokenPack();
        var refused = Assert.Throws<ArgumentException>(() => PackDraft.Make(pack.Folder, Slice with { BaseGrids = 10 }));
        Assert.Contains("too few", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_add_up_and_follow_the_weights()
    {
        Assert.Equal([1, 2, 7], Shares.Of(10, [1, 2, 7]));
        Assert.Equal([4, 3, 3], Shares.Of(10, [1, 1, 1]));
        Assert.Equal(2_020_000, Shares.Of(2_020_000, [.. Enumerable.Range(1, 997)]).Sum());
    }

    [Fact]
    public void Drawn_numbers_stay_in_their_range_and_reach_its_ends()
    {
        var drawn = Enumerable.Range(0, 1_000).Select(key => Draws.Between(key, 1, 3, 7)).ToHashSet();
        Assert.Equal([3, 4, 5, 6, 7], drawn.Order());
    }

    private static void WriteOrCompare(string folder, DraftNumbers numbers)
    {
        bool write = Environment.GetEnvironmentVariable("OPSCENTER_DRAFT") == "write";
        foreach (var (name, text) in PackDraft.Make(folder, numbers))
        {
            string path = Path.Combine(folder, name);
            if (write) File.WriteAllText(path, text);
            Assert.True(File.Exists(path) && File.ReadAllText(path) == text, $"{name} is not what the draft gives; run this test with OPSCENTER_DRAFT=write and look at the difference.");
        }
    }
}
