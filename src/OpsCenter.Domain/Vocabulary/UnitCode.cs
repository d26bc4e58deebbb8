using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OpsCenter.Domain.Vocabulary;

/// <summary>The level of a unit of the territory tree, from the widest to the narrowest.</summary>
public enum UnitLevel
{
    /// <summary>No unit: the level of <see cref="UnitCode.None"/>.</summary>
    None,

    /// <summary>市, 6 digits that end in <c>00</c>.</summary>
    City,

    /// <summary>区市, 6 digits.</summary>
    District,

    /// <summary>镇街, 9 digits.</summary>
    Town,

    /// <summary>社区 or 村, 12 digits.</summary>
    Community,

    /// <summary>网格, 15 digits: the community's code and <c>001</c> to <c>999</c>.</summary>
    Grid,
}

/// <summary>A unit of the territory by its division code, e.g. <c>370602001001003</c>. A name is never a key: names repeat.</summary>
/// <remarks>
/// 6, 9, 12 or 15 digits, the first not 0 (the national division codes, NBS 2023, and grids numbered below a community).
/// The default value is <see cref="None"/>, which no unit bears. Which unit stands above which is the city pack's word:
/// a functional zone may run towns that are coded under another district.
/// </remarks>
public readonly record struct UnitCode : IParsable<UnitCode>, IComparable<UnitCode>
{
    private UnitCode(long number) => Number = number;

    /// <summary>No unit.</summary>
    public static UnitCode None => default;

    /// <summary>The code read as a number; 0 for <see cref="None"/>. Its count of digits tells the level.</summary>
    public long Number { get; }

    /// <summary>The level that the code's length stands for.</summary>
    public UnitLevel Level => Number switch
    {
        >= 100_000_000_000_000 => UnitLevel.Grid,
        >= 100_000_000_000 => UnitLevel.Community,
        >= 100_000_000 => UnitLevel.Town,
        0 => UnitLevel.None,
        _ => Number % 100 == 0 ? UnitLevel.City : UnitLevel.District,
    };

    /// <summary>Reads a code.</summary>
    /// <exception cref="FormatException">The text is not 6, 9, 12 or 15 digits.</exception>
    public static UnitCode Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var code) ? code : throw new FormatException($"'{s}' is no division code: 6, 9, 12 or 15 digits.");

    /// <summary>Reads a code; false when the text is not 6, 9, 12 or 15 digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UnitCode result) =>
        TryParse(s.AsSpan(), out result);

    /// <summary>Reads a code; false when the text is not 6, 9, 12 or 15 digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out UnitCode code)
    {
        code = default;
        if (text.Length is not (6 or 9 or 12 or 15) || text[0] is < '1' or > '9') return false;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        code = new UnitCode(number);
        return true;
    }

    /// <summary>The code of a number of 6, 9, 12 or 15 digits, as <see cref="Number"/> gave it.</summary>
    /// <exception cref="FormatException">The number has another count of digits.</exception>
    public static UnitCode FromNumber(long number) => number switch
    {
        0 => None,
        (>= 100_000 and <= 999_999) or (>= 100_000_000 and <= 999_999_999)
            or (>= 100_000_000_000 and <= 999_999_999_999) or (>= 100_000_000_000_000 and <= 999_999_999_999_999) => new(number),
        _ => throw new FormatException($"{number} is no division code: 6, 9, 12 or 15 digits."),
    };

    /// <summary>The grid with this number in this community.</summary>
    /// <param name="number">1 to 999, both inclusive.</param>
    public UnitCode Grid(int number) =>
        Level is UnitLevel.Community && number is >= 1 and <= 999
            ? new UnitCode(Number * 1000 + number)
            : throw new ArgumentOutOfRangeException(nameof(number), number, $"{this} has no grid of that number.");

    /// <summary>Orders by number, so that a unit's descendants of one level stand together.</summary>
    public int CompareTo(UnitCode other) => Number.CompareTo(other.Number);

    /// <summary>The digits; <c>(none)</c> for <see cref="None"/>.</summary>
    public override string ToString() => Number == 0 ? "(none)" : Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Orders by number.</summary>
    public static bool operator <(UnitCode left, UnitCode right) => left.Number < right.Number;

    /// <summary>Orders by number.</summary>
    public static bool operator <=(UnitCode left, UnitCode right) => left.Number <= right.Number;

    /// <summary>Orders by number.</summary>
    public static bool operator >(UnitCode left, UnitCode right) => left.Number > right.Number;

    /// <summary>Orders by number.</summary>
    public static bool operator >=(UnitCode left, UnitCode right) => left.Number >= right.Number;
}
