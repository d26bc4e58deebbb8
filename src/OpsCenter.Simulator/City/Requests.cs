using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Simulator.City;

/// <summary>The requests of one day: what, where, in which words, and what becomes of each.</summary>
/// <remarks>
/// How long a request stays open is drawn as a share of its limit, most of them early in it, and moved into working hours; about 4 in 100 are
/// closed late, mostly those with a short limit. At 1,500 a day that leaves 2,000 to 2,500 open and a few dozen of them overdue.
/// </remarks>
internal sealed class Requests(CityStage stage, Random random, int day)
{
    private int _raised;

    /// <summary>The request that is raised at this moment.</summary>
    internal Happening Raise(DateTimeOffset at)
    {
        int kiosk = stage.PickKiosk(random, TimeOnly.FromTimeSpan(at.TimeOfDay));
        var entry = PickKind();
        var grid = random.NextDouble() < 0.6 ? UnitCode.None : stage.GridNear(kiosk, random);
        string? text = random.NextDouble() < 0.35 ? $"{entry.Name}问题，请帮忙看一看，谢谢。" : null;
        string? phone = random.NextDouble() < 0.2 ? $"0535-000{random.Next(10_000):D4}" : null; // no such numbers are given out
        CardHash? card = random.NextDouble() < 0.3 ? stage.CardOf(stage.PickPerson(kiosk, random)) : null;
        var words = text is null && phone is null && card is null ? Words.None : new Words(text, phone, card);
        return new Happening(at, kiosk, new TapContent.Request(entry.Code, NextTicket(), grid, words), Decide(entry.Clock, at));
    }

    private CatalogueEntry PickKind()
    {
        // Long clocks are asked for less often: the draw is by clock first, then among its kinds.
        double draw = random.NextDouble();
        var catalogue = stage.Plan.Parts.Catalogue;
        var kinds = catalogue.Where(entry => Class(entry.Clock) == (draw < 0.03 ? Haste.Hours : draw < 0.34 ? Haste.Day : draw < 0.92 ? Haste.Days : Haste.Weeks)).ToArray();
        return kinds.Length == 0 ? catalogue[random.Next(catalogue.Count)] : kinds[random.Next(kinds.Length)];
    }

    // 7,368,787 shares no factor with 9,999,999: every number below that comes once before one comes again.
    private Ticket NextTicket() => Ticket.FromBody((int)((long)(day % 100 * 100_000 + ++_raised) * 7_368_787 % 9_999_999) + 1);

    private RequestFate Decide(RequestClock clock, DateTimeOffset raised)
    {
        var due = stage.Plan.Time.Due(clock, raised);
        var haste = Class(clock);
        bool isLate = random.NextDouble() < (haste is Haste.Hours or Haste.Day ? 0.085 : 0.02);
        double share = Math.Min(0.95, haste switch
        {
            Haste.Hours => 0.15 + 0.7 * random.NextDouble(),
            Haste.Day => 0.1 + 0.8 * random.NextDouble(),
            Haste.Days => 0.02 + 0.10 * CityStage.Exponential(random),
            _ => 0.05 + 0.14 * CityStage.Exponential(random),
        });
        var closes = isLate ? due + TimeSpan.FromHours(0.5 + 13 * CityStage.Exponential(random)) : raised + (due - raised) * share;
        if (haste is not Haste.Hours) closes = AtWork(closes, isLate ? null : due);
        return new RequestFate(due, closes, Rate(closes));
    }

    // Nights are moved to the next morning, but not past the limit.
    private DateTimeOffset AtWork(DateTimeOffset closes, DateTimeOffset? notAfter)
    {
        var local = stage.Plan.Time.Local(closes);
        if (local.Hour is >= 8 and < 18) return closes;
        var day = DateOnly.FromDateTime(local.DateTime).AddDays(local.Hour >= 18 ? 1 : 0);
        var morning = stage.Plan.Time.At(day, new TimeOnly(8, 0)) + TimeSpan.FromMinutes(150 * random.NextDouble());
        return morning < notAfter || notAfter is null ? morning : closes;
    }

    private RatingFate? Rate(DateTimeOffset closed)
    {
        bool rates = random.NextDouble() < 0.45, solved = random.NextDouble() < 0.93, scores = random.NextDouble() < 0.85;
        int score = solved ? 5 - (int)Math.Min(2, 1.1 * CityStage.Exponential(random)) : 1 + random.Next(3);
        var at = closed + TimeSpan.FromMinutes(5 + 180 * CityStage.Exponential(random));
        return rates ? new RatingFate(at, solved, scores ? score : null) : null;
    }

    private static Haste Class(RequestClock clock) => clock.WorkingDays switch
    {
        false => clock.Limit < TimeSpan.FromHours(12) ? Haste.Hours : Haste.Day,
        true => clock.Limit < TimeSpan.FromDays(10) ? Haste.Days : Haste.Weeks,
    };

    private enum Haste { Hours, Day, Days, Weeks }
}
