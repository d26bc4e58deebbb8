using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Checks;

/// <summary>What the published names and level words of divisions mean, and what a screen leaves out of a name.</summary>
internal static class DivisionWords
{
    private static readonly string[] VillageOffices = ["村民委员会", "村委会"];
    private static readonly string[] CommunityOffices = ["居民委员会", "居委会"];

    internal static IReadOnlyDictionary<string, UnitLevel> Levels { get; } = new Dictionary<string, UnitLevel>
    {
        ["city"] = UnitLevel.City,
        ["county"] = UnitLevel.District,
        ["town"] = UnitLevel.Town,
        ["village"] = UnitLevel.Community,
    };

    internal static IReadOnlyDictionary<string, UnitKind> GridKinds { get; } = new Dictionary<string, UnitKind>
    {
        ["base"] = UnitKind.BaseGrid,
        ["dedicated"] = UnitKind.DedicatedGrid,
    };

    internal static UnitKind KindOf(UnitLevel level, string name) => level switch
    {
        UnitLevel.City => UnitKind.City,
        UnitLevel.District => UnitKind.District,
        UnitLevel.Town => name.EndsWith("街道", StringComparison.Ordinal) || name.EndsWith("街道办事处", StringComparison.Ordinal) ? UnitKind.SubDistrict
            : name.EndsWith('镇') ? UnitKind.Township
            : name.EndsWith('乡') ? UnitKind.RuralTownship : UnitKind.Park,
        _ => VillageOffices.Any(office => name.EndsWith(office, StringComparison.Ordinal)) ? UnitKind.Village : UnitKind.Community,
    };

    internal static UnitLevel LevelOf(UnitKind kind) => kind switch
    {
        UnitKind.City => UnitLevel.City,
        UnitKind.District or UnitKind.FunctionalZone => UnitLevel.District,
        UnitKind.Community or UnitKind.Village => UnitLevel.Community,
        UnitKind.BaseGrid or UnitKind.DedicatedGrid => UnitLevel.Grid,
        _ => UnitLevel.Town,
    };

    /// <summary>The published name without its office: 社区 stays for a community; a village ends in 村 and is never called 社区.</summary>
    internal static string ShortName(UnitKind kind, string name) => kind switch
    {
        UnitKind.Village => Without(name, VillageOffices) is var place && place.EndsWith('村') ? place : $"{place}村",
        UnitKind.Community => Without(name, CommunityOffices),
        UnitKind.SubDistrict => Without(name, ["街道办事处", "街道"]),
        UnitKind.Township or UnitKind.RuralTownship => name.Length > 2 ? name[..^1] : name,
        UnitKind.City or UnitKind.District when name.Length > 2 && name[^1] is '市' or '区' or '县' => name[..^1],
        _ => name,
    };

    private static string Without(string name, string[] offices)
    {
        foreach (string office in offices)
            if (name.Length > office.Length && name.EndsWith(office, StringComparison.Ordinal)) return name[..^office.Length];
        return name;
    }
}
