using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board.Tests.Testing;

/// <summary>Facts as a shard could have decided them, drawn by a seed: nobody leaves who did not come, nothing closes that was not open.</summary>
public sealed class RandomCity(Story story, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<(VenueId Venue, PersonId Person, Purpose Purpose)> _inside = [];
    private readonly List<(RequestId Request, UnitCode Grid, bool Overdue)> _open = [];
    private int _person;

    /// <summary>Tells one fact more, rarely two.</summary>
    public void Step()
    {
        story.Now += TimeSpan.FromSeconds(_random.Next(0, 600));
        var venue = Any(story.Plan.Parts.Venues).Id;
        var kiosk = Any(story.Plan.Parts.Kiosks).Id;
        var grid = Any([.. story.Plan.Units.Where(unit => unit.Code.Level is UnitLevel.Grid)]).Code;
        switch (_random.Next(21))
        {
            case < 5: Enter(venue, Story.Person(++_person)); break;
            case 5 or 6: Enter(venue, PersonId.None); break;
            case 7 when _inside.Count > 0: story.Tell(Again(Any(_inside))); break;
            case 8: story.CheckIn(Story.Person(++_person), Any(Enum.GetValues<Purpose>()), story.Day.AddDays(-1), entered: false, at: venue); break;
            case 9 or 10 when _inside.Count > 0: Leave(); break;
            case 11: LeaveByRule(venue, walkInsOnly: true); break;
            case 12: LeaveByRule(venue, walkInsOnly: false); break;
            case 13 or 14: _open.Add((story.Raise(grid), grid, false)); break;
            case 15 when _open.Count > 0: Overdue(_random.Next(_open.Count)); break;
            case 16 when _open.Count > 0: Close(_random.Next(_open.Count)); break;
            case 17: story.Tell(Any<KioskEvent>([new KioskEvent.KioskCameOnline(kiosk), new KioskEvent.KioskCameOnline(kiosk), new KioskEvent.KioskWentOffline(kiosk), new KioskEvent.KioskFellSilent(kiosk)])); break;
            case 18: story.Tell(new KioskEvent.KioskGapsChanged(kiosk, _random.Next(4))); break;
            case 20: story.Tell(Any<KioskEvent>([new KioskEvent.KioskFellBehind(kiosk, 5), new KioskEvent.KioskCaughtUp(kiosk)])); break;
            case 19 when _random.Next(10) == 0: story.DayBegins(story.Day.AddDays(1)); break;
            default: story.Tell(Any<OpsEvent>([new KioskEvent.TapVoided(kiosk, null), new VenueEvent.VenueOpened(venue), new CityEvent.PackAdopted(Story.City, "1", "00"), new KioskEvent.TapRefused(kiosk, "no")])); break;
        }
    }

    private void Enter(VenueId venue, PersonId person)
    {
        var purpose = Any(Enum.GetValues<Purpose>());
        story.CheckIn(person, purpose, at: venue);
        _inside.Add((venue, person, purpose));
    }

    private VenueEvent.CheckedIn Again((VenueId Venue, PersonId Person, Purpose Purpose) who) =>
        new(who.Venue, who.Person, who.Purpose, story.Day, Entered: false, null, null);

    private void Leave()
    {
        var who = Any(_inside);
        _inside.Remove(who);
        story.Tell(new VenueEvent.CheckedOut(who.Venue, who.Person, who.Purpose, Moved: _random.Next(2) == 0));
    }

    private void LeaveByRule(VenueId venue, bool walkInsOnly)
    {
        var left = _inside.Where(who => who.Venue == venue && (!walkInsOnly || who.Person == PersonId.None)).ToList();
        foreach (var who in left) _inside.Remove(who);
        int volunteers = left.Count(who => who.Purpose is Purpose.Volunteer or Purpose.Mobilization);
        story.Tell(walkInsOnly ? new VenueEvent.WalkInsLeft(venue, left.Count, volunteers) : new VenueEvent.VenueClosed(venue, left.Count, volunteers));
    }

    private void Overdue(int index)
    {
        var open = _open[index];
        if (open.Overdue) return;
        _open[index] = open with { Overdue = true };
        story.BecomesOverdue(open.Request, open.Grid);
    }

    private void Close(int index)
    {
        var open = _open[index];
        _open.RemoveAt(index);
        story.Close(open.Request, open.Overdue, open.Grid);
        story.Tell(new GridEvent.RequestRated(open.Grid, open.Request, true, 5));
    }

    private T Any<T>(IReadOnlyList<T> among) => among[_random.Next(among.Count)];
}
