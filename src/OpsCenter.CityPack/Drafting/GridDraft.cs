using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Drafting;

/// <summary>Invents the grids of a city from its real divisions: a pure function of the divisions and the totals.</summary>
/// <remarks>
/// A village is one base grid; the other base grids go to urban communities by weight. Dedicated grids go to every town, more to those with many
/// urban grids and to parks and functional zones; nobody lives in them. Households are drawn around a usual size and fitted to the total.
/// </remarks>
internal sealed class GridDraft(IReadOnlyList<Unit> divisions, DraftNumbers numbers)
{
    private const int LeastOfCommunity = 2;

    private static readonly (string Name, string English)[] Purposes =
    [
        ("学校", "School"), ("市场", "Market"), ("医院", "Hospital"), ("商圈", "Shops"), ("产业园", "Industry"),
        ("公园", "Park"), ("楼宇", "Offices"), ("景区", "Sights"), ("车站", "Station"),
    ];

    private readonly Dictionary<UnitCode, Unit> _units = divisions.ToDictionary(unit => unit.Code);
    private readonly List<Unit> _communities = [.. divisions.Where(unit => unit.Kind is UnitKind.Community)];
    private readonly List<Unit> _villages = [.. divisions.Where(unit => unit.Kind is UnitKind.Village)];

    /// <summary>The grids, sorted by code. Base grids bear no name of their own; the loader names them by community and number.</summary>
    internal List<Unit> Make()
    {
        var grids = new List<Unit>();
        foreach (var village in _villages) grids.Add(Base(village, 1, HouseholdsOf(village)));
        int[] counts = BaseGridsOfCommunities();
        var urban = new List<Unit>();
        for (int i = 0; i < counts.Length; i++)
            for (int number = 1; number <= counts[i]; number++) urban.Add(Base(_communities[i], number, households: 0));
        int[] shares = Shares.Of(numbers.Households - grids.Sum(grid => grid.Households), [.. urban.Select(grid => Size(grid.Code))]);
        grids.AddRange(urban.Select((grid, i) => grid with { Households = shares[i] }));
        grids.AddRange(Dedicated(grids));
        return [.. grids.OrderBy(grid => grid.Code)];
    }

    private int[] BaseGridsOfCommunities()
    {
        int rest = numbers.BaseGrids - _villages.Count - LeastOfCommunity * _communities.Count;
        if (rest < 0) throw new ArgumentException($"{numbers.BaseGrids} base grids are too few for {_villages.Count} villages and {_communities.Count} communities.");
        return [.. Shares.Of(rest, [.. _communities.Select(Weight)]).Select(share => share + LeastOfCommunity)];
    }

    /// <summary>A sub-district's communities are large, a township's smaller; one whose name is still a village's is smaller too.</summary>
    private int Weight(Unit community)
    {
        long key = community.Code.Number;
        bool street = _units[community.Parent].Kind is UnitKind.SubDistrict;
        bool named = community.ShortName.EndsWith("社区", StringComparison.Ordinal);
        return (street, named) switch
        {
            (true, true) => Draws.Between(key, 1, 40, 100),
            (true, false) => Draws.Between(key, 1, 15, 45),
            _ => Draws.Between(key, 1, 10, 40),
        };
    }

    private static int HouseholdsOf(Unit village)
    {
        long key = village.Code.Number;
        int usual = 36 + Draws.Between(key, 2, 0, 100) + Draws.Between(key, 3, 0, 100);
        return Draws.Between(key, 4, 1, 100) <= 6 ? usual + Draws.Between(key, 5, 50, 250) : usual;
    }

    private static int Size(UnitCode grid) => Draws.Between(grid.Number, 6, 1, 100) switch
    {
        <= 2 => Draws.Between(grid.Number, 7, 55, 85),
        <= 4 => Draws.Between(grid.Number, 7, 140, 190),
        _ => Draws.Between(grid.Number, 7, 90, 118),
    };

    private List<Unit> Dedicated(List<Unit> baseGrids)
    {
        var towns = divisions.Where(unit => unit.Code.Level is UnitLevel.Town).ToList();
        var byCommunity = baseGrids.GroupBy(grid => grid.Parent).ToDictionary(group => group.Key, group => group.Count());
        int[] shares = Shares.Of(numbers.DedicatedGrids - towns.Count, [.. towns.Select(town => DedicatedWeight(town, byCommunity))]);
        var dedicated = new List<Unit>();
        for (int i = 0; i < towns.Count; i++)
        {
            var hosts = divisions.Where(unit => unit.Parent == towns[i].Code).OrderByDescending(unit => byCommunity[unit.Code]).ThenBy(unit => unit.Code).ToList();
            for (int k = 0; k <= shares[i]; k++) dedicated.Add(Dedicated(hosts[k % hosts.Count], byCommunity, k / hosts.Count));
        }
        return dedicated;
    }

    private int DedicatedWeight(Unit town, Dictionary<UnitCode, int> byCommunity)
    {
        int urban = divisions.Where(unit => unit.Parent == town.Code && unit.Kind is UnitKind.Community).Sum(unit => byCommunity[unit.Code]);
        return 2 + urban + (town.Kind is UnitKind.Park ? 60 : 0) + (_units[town.Parent].Kind is UnitKind.FunctionalZone ? 400 : 0);
    }

    private static Unit Dedicated(Unit host, Dictionary<UnitCode, int> byCommunity, int turn)
    {
        var (name, english) = Purposes[(Draws.Between(host.Code.Number, 8, 0, Purposes.Length - 1) + turn) % Purposes.Length];
        var code = host.Code.Grid(byCommunity[host.Code] + 1 + turn);
        return new Unit(code, UnitKind.DedicatedGrid, host.Code, $"{host.ShortName}{name}专属网格", $"{host.ShortName}·{name}", $"{host.EnglishName} · {english}", Households: 0);
    }

    private static Unit Base(Unit community, int number, int households) =>
        new(community.Code.Grid(number), UnitKind.BaseGrid, community.Code, "", "", "", households);
}
