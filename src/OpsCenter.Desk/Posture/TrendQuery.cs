using System.Globalization;
using System.Xml;
using Microsoft.AspNetCore.Mvc;
using OpsCenter.Board;

namespace OpsCenter.Desk.Posture;

/// <summary>What of a trend is asked for.</summary>
/// <param name="Time">The server's clock.</param>
/// <param name="From">RFC 3339, inclusive, brought down to whole steps of 5 minutes; default 24 hours before <paramref name="To"/>.</param>
/// <param name="To">RFC 3339, exclusive; default now. The step that holds it is answered whole.</param>
/// <param name="Step">Seconds, or an ISO 8601 duration such as <c>PT1H</c>: 5 minutes to 24 hours, both inclusive, in whole 5 minutes; default 1 hour.</param>
internal sealed record TrendQuery(
    [FromServices] TimeProvider Time, [FromQuery(Name = "from")] string? From, [FromQuery(Name = "to")] string? To, [FromQuery(Name = "step")] string? Step)
{
    /// <summary>Reads and checks the query; a part that reaches further back than is kept is cut off, so that nothing unknown is told as 0.</summary>
    internal bool TryRead(out DateTimeOffset from, out DateTimeOffset to, out TimeSpan step, out string? fault)
    {
        (from, to, step, fault) = (default, Time.GetUtcNow(), TimeSpan.FromHours(1), null);
        var kept = Down(to - CityBoard.TrendKept + CityBoard.TrendGrain);
        if (To is not null && !TryInstant(To, out to)) fault = "'to' is not an RFC 3339 instant.";
        from = Down(to - TimeSpan.FromHours(24));
        if (From is not null && !TryInstant(From, out from)) fault ??= "'from' is not an RFC 3339 instant.";
        if (Step is not null && !TryStep(Step, out step)) fault ??= "'step' is neither seconds nor an ISO 8601 duration.";
        if (step < CityBoard.TrendGrain || step > TimeSpan.FromHours(24) || step.Ticks % CityBoard.TrendGrain.Ticks != 0)
            fault ??= "'step' is 5 minutes to 24 hours, in whole 5 minutes.";
        if (from >= to) fault ??= "'from' comes before 'to'.";
        if (fault is not null) return false;
        from = Down(from);
        if (from < kept) from += step * Math.Ceiling((kept - from) / step);
        if (to > Time.GetUtcNow() + TimeSpan.FromHours(24)) to = Time.GetUtcNow() + TimeSpan.FromHours(24);
        return true;
    }

    private static DateTimeOffset Down(DateTimeOffset instant) => instant - TimeSpan.FromTicks(instant.UtcTicks % CityBoard.TrendGrain.Ticks);

    private static bool TryInstant(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text.Replace(' ', '+'), ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant) && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-', ' ']) > text.IndexOf('T', StringComparison.Ordinal));

    private static bool TryStep(string text, out TimeSpan step)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
        {
            step = TimeSpan.FromSeconds(seconds);
            return true;
        }
        try
        {
            step = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            step = default;
            return false;
        }
    }
}
