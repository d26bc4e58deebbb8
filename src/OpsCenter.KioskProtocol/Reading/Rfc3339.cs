namespace OpsCenter.KioskProtocol.Reading;

/* RFC 3339 §5.6     2026-11-21T08:00:00.123+08:00
                     full-date  partial-time time-offset ("Z" or ±hh:mm); T and Z may be small */

/// <summary>Instants as the wire writes them. The offset is a must; .NET's own reader would take a local time.</summary>
internal static class Rfc3339
{
    /// <summary>Reads an instant; false when the text is none, or is before year 1 or after 9999. A leap second counts as the second after.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length is < 20 or > 64 || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':') return false;
        int year = Digits(text[..4]), month = Digits(text[5..7]), day = Digits(text[8..10]);
        int hour = Digits(text[11..13]), minute = Digits(text[14..16]), second = Digits(text[17..19]);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60) return false;
        if (!TryFraction(text[19..], out long fraction, out var rest) || !TryOffset(rest, out int offsetMinutes)) return false;
        long ticks = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Unspecified).Ticks + second * TimeSpan.TicksPerSecond + fraction;
        long utc = ticks - offsetMinutes * TimeSpan.TicksPerMinute;
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks || ticks > DateTime.MaxValue.Ticks) return false;
        instant = new DateTimeOffset(ticks, TimeSpan.FromMinutes(offsetMinutes));
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<byte> text, out long ticks, out ReadOnlySpan<byte> rest)
    {
        ticks = 0;
        rest = text;
        if (text[0] != '.') return true;
        int i = 1;
        for (long unit = TimeSpan.TicksPerSecond / 10; i < text.Length && char.IsAsciiDigit((char)text[i]); i++, unit /= 10) ticks += unit * (text[i] - '0');
        rest = text[i..];
        return i > 1 && !rest.IsEmpty;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1) return (text[0] | 0x20) == 'z';
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':') return false;
        int hour = Digits(text[1..3]), minute = Digits(text[4..6]);
        if (hour is < 0 or > 14 || minute is < 0 or > 59 || hour == 14 && minute > 0) return false;
        minutes = (hour * 60 + minute) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        int value = 0;
        foreach (byte digit in text)
        {
            if (!char.IsAsciiDigit((char)digit)) return -1;
            value = value * 10 + digit - '0';
        }
        return value;
    }
}
