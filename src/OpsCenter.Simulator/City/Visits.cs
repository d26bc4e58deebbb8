using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Simulator.City;

/// <summary>The people of one day: who comes, why, for how long, and who forgets to check out.</summary>
internal sealed class Visits(CityStage stage, Random random, DateTimeOffset midnight)
{
    private readonly HashSet<(int, int)> _inside = [];
    private readonly PriorityQueue<(int Kiosk, (int, int)? Person), DateTimeOffset> _leaving = new();

    /// <summary>The check-in that happens at this moment.</summary>
    internal Happening Arrive(DateTimeOffset at)
    {
        int kiosk = stage.PickKiosk(random, TimeOnly.FromTimeSpan(at.TimeOfDay));
        var purpose = PickPurpose();
        (int, int)? person = purpose is Purpose.Volunteer or Purpose.Duty || random.NextDouble() < 0.5 ? PickOutside(kiosk) : null;
        if (person is null && purpose is Purpose.Volunteer or Purpose.Duty) purpose = Purpose.Service;
        var leaves = at + Stay(purpose);
        bool forgets = random.NextDouble() < (person is null ? 0.7 : 0.15);
        var closes = midnight + stage.Kiosks[kiosk].Venue.Closes.ToTimeSpan();
        if (person is not null) _inside.Add(person.Value);
        if (!forgets && leaves < (at < closes ? closes : midnight.AddDays(1))) _leaving.Enqueue((kiosk, person), leaves);
        CardHash? card = person is null ? null : stage.CardOf(person.Value);
        string? reference = purpose is Purpose.Activity ? $"activity-{at:yyyyMMdd}-{kiosk % 40}" : null;
        return new Happening(at, kiosk, new TapContent.CheckIn(card, purpose, reference), null);
    }

    /// <summary>The next check-out up to a moment, if there is one.</summary>
    internal Happening? Leave(DateTimeOffset upTo)
    {
        if (!_leaving.TryPeek(out var leaver, out var at) || at > upTo) return null;
        _leaving.Dequeue();
        if (leaver.Person is { } person) _inside.Remove(person);
        return new Happening(at, leaver.Kiosk, new TapContent.CheckOut(leaver.Person is { } who ? stage.CardOf(who) : null), null);
    }

    private (int, int)? PickOutside(int kiosk)
    {
        for (int attempt = 0; attempt < 4; attempt++)
        {
            var person = stage.PickPerson(kiosk, random);
            if (!_inside.Contains(person)) return person;
        }
        return null; // then a walk-in comes
    }

    private Purpose PickPurpose() => random.NextDouble() switch
    {
        < 0.66 => Purpose.Service,
        < 0.80 => Purpose.Activity,
        < 0.95 => Purpose.Volunteer,
        _ => Purpose.Duty,
    };

    private TimeSpan Stay(Purpose purpose)
    {
        double usual = purpose switch
        {
            Purpose.Activity => 75,
            Purpose.Volunteer => 120,
            Purpose.Duty => 220,
            _ => 22,
        };
        return TimeSpan.FromMinutes(Math.Clamp(usual * Math.Exp(0.4 * CityStage.Normal(random)), 3, 600));
    }
}
