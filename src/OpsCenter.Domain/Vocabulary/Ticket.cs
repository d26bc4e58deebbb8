using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OpsCenter.Domain.Vocabulary;

/// <summary>The number a resident takes home: 7 digits and a check digit, made by the kiosk so that it shows offline.</summary>
/// <remarks>
/// 8 digits. Our kiosks end it with the Damm check digit of the seven before, which catches every single wrong digit and every swap of
/// neighbours (H. M. Damm, 2004). <c>wire.md</c> names no algorithm: a request raised under any 8 digits is taken, as its kiosk may end tickets
/// otherwise; but a ticket that someone types, that no request bears and that has not <see cref="HasCheckDigit"/>, is called mistyped. Kiosks draw tickets apart from each other: two requests may bear one. The default value is <see cref="None"/>.
/// </remarks>
public readonly record struct Ticket : IParsable<Ticket>
{
    // The weakly totally anti-symmetric quasigroup of order 10 that Damm's thesis gives.
    private static ReadOnlySpan<byte> Damm =>
    [
        0, 3, 1, 7, 5, 9, 8, 6, 4, 2,
        7, 0, 9, 2, 1, 5, 4, 8, 6, 3,
        4, 2, 0, 6, 8, 7, 1, 3, 5, 9,
        1, 7, 5, 0, 9, 8, 3, 4, 2, 6,
        6, 1, 2, 3, 0, 4, 5, 9, 7, 8,
        3, 6, 7, 4, 2, 0, 9, 5, 8, 1,
        5, 8, 6, 9, 7, 2, 0, 1, 3, 4,
        8, 9, 4, 5, 3, 6, 2, 0, 1, 7,
        9, 4, 3, 8, 6, 1, 7, 2, 0, 5,
        2, 5, 8, 1, 4, 3, 6, 7, 9, 0,
    ];

    private Ticket(int number) => Number = number;

    /// <summary>No ticket.</summary>
    public static Ticket None => default;

    /// <summary>All eight digits as a number; 0 for <see cref="None"/>.</summary>
    public int Number { get; }

    /// <summary>Whether the last digit is the Damm check digit of the others: a who typed it is asked to compare when it is not.</summary>
    public bool HasCheckDigit => Number >= 10 && CheckDigit(Number / 10) == Number % 10;

    /// <summary>The ticket whose first seven digits are these.</summary>
    /// <param name="body">1 to 9,999,999, both inclusive.</param>
    public static Ticket FromBody(int body)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(body, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(body, 9_999_999);
        return new Ticket(body * 10 + CheckDigit(body));
    }

    /// <summary>Reads a ticket.</summary>
    /// <exception cref="FormatException">The text is not 8 digits, or all are 0.</exception>
    public static Ticket Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var ticket) ? ticket : throw new FormatException($"'{s}' is no ticket: 8 digits, not all 0.");

    /// <summary>Reads a ticket; false when the text is not 8 digits or all are 0.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Ticket result)
    {
        result = default;
        if (s is not { Length: 8 } || !int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        if (number == 0) return false;
        result = new Ticket(number);
        return true;
    }

    /// <summary>8 digits; <c>(none)</c> for <see cref="None"/>.</summary>
    public override string ToString() => Number == 0 ? "(none)" : Number.ToString("D8", CultureInfo.InvariantCulture);

    private static int CheckDigit(int body)
    {
        int interim = 0;
        for (int unit = 1_000_000; unit > 0; unit /= 10) interim = Damm[interim * 10 + body / unit % 10];
        return interim;
    }
}
