using System.Buffers.Text;
using System.Text;

namespace OpsCenter.Benchmarks.Screens;

/// <summary>The two figures that are read of a frame.</summary>
internal static class FrameText
{
    private static readonly byte[] City = Encoding.UTF8.GetBytes("\"370600\":{");

    /// <summary>How old a frame is by its <c>at</c>, in ms; the hours of both clocks are left out, for time zones differ.</summary>
    internal static double AgeOf(ReadOnlySpan<byte> frame)
    {
        int at = frame.IndexOf("\"at\":\""u8);
        if (at < 0) return double.MaxValue;
        var text = frame[(at + 6)..]; // 2026-11-21T08:00:00.123+08:00
        int minutes = Two(text[14..]);
        if (!Utf8Parser.TryParse(text[17..], out double seconds, out _)) return double.MaxValue;
        var now = TimeProvider.System.GetUtcNow();
        double age = now.TimeOfDay.TotalMilliseconds % 3_600_000 - (minutes * 60 + seconds) * 1000;
        return age < -1_800_000 ? age + 3_600_000 : age;
    }

    /// <summary>The city's check-ins; false when the frame says nothing of the city.</summary>
    internal static bool TryCountOf(ReadOnlySpan<byte> frame, out long count)
    {
        count = 0;
        int city = frame.IndexOf(City);
        if (city < 0) return false;
        int figure = frame[city..].IndexOf("\"checkIns\":"u8);
        return figure >= 0 && Utf8Parser.TryParse(frame[(city + figure + 11)..], out count, out _);
    }

    private static int Two(ReadOnlySpan<byte> digits) => (digits[0] - '0') * 10 + digits[1] - '0';
}
