using System.Globalization;
using OpsCenter.Domain.Territory;

namespace OpsCenter.CityPack.Checks;

/// <summary>Names a grid whose file gives none: its community and its number, e.g. 海韵社区 07.</summary>
internal static class GridWords
{
    internal static Unit Name(Unit grid, Unit community, int number)
    {
        string digits = number.ToString("00", CultureInfo.InvariantCulture);
        string shortName = grid.ShortName.Length > 0 ? grid.ShortName : $"{community.ShortName} {digits}";
        return grid with
        {
            Name = grid.Name.Length > 0 ? grid.Name : $"{community.ShortName}第{number}网格",
            ShortName = shortName,
            EnglishName = grid.EnglishName.Length > 0 ? grid.EnglishName : grid.ShortName.Length > 0 ? shortName : $"{community.EnglishName} {digits}",
        };
    }
}
