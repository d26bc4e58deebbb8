using System.Diagnostics;
using OpsCenter.Board.Fold;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board;

/// <content>What each event does to the amounts. Every event is named: one that changes nothing here says so.</content>
public sealed partial class CityBoard
{
    private void Fold(Fact fact)
    {
        switch (fact.Event)
        {
            case VenueEvent venue: Fold(fact, venue); break;
            case GridEvent grid: Fold(fact, grid); break;
            case KioskEvent kiosk: Fold(kiosk); break;
            case CityEvent city: Fold(city); break;
            default: throw new UnknownEventException(fact.Event, this);
        }
    }

    private void Fold(Fact fact, VenueEvent what)
    {
        int node = _places.NodeOf(what.Venue);
        switch (what)
        {
            case VenueEvent.CheckedIn e:
                int entered = e.Entered ? 1 : 0;
                Move(node, entered, e.Person == PersonId.None ? entered : 0, Volunteers(e.Purpose) * entered, e.Day == _day ? 1 : 0);
                _trends.CountCheckIn(node, fact);
                _happenings.Tell(fact, "check-in", node, WordOf(e.Purpose));
                break;
            case VenueEvent.CheckedOut e:
                Move(node, -1, e.Person == PersonId.None ? -1 : 0, -Volunteers(e.Purpose));
                break;
            case VenueEvent.WalkInsLeft e:
                Move(node, -e.Left, -e.Left, -e.VolunteersLeft);
                break;
            case VenueEvent.VenueClosed e:
                Move(node, -e.Left, -_counters[node].WalkIns, -e.VolunteersLeft);
                break;
            case VenueEvent.VenueOpened: break;
            default: throw new UnknownEventException(what, this);
        }
    }

    private void Fold(Fact fact, GridEvent what)
    {
        int node = _places.NodeOf(what.Grid);
        switch (what)
        {
            case GridEvent.RequestRaised e:
                _requests.Add(e.Request, new OpenRequest(node, e.Kind, e.Due.ToUnixTimeSeconds(), Overdue: false));
                Add(node, new Counters { Open = 1, Raised = e.Day == _day ? 1 : 0 });
                _trends.CountRaised(node, fact);
                _happenings.Tell(fact, "request", node, e.Kind.ToString());
                break;
            case GridEvent.RequestBecameOverdue e:
                if (!_requests.TryGetValue(e.Request, out var open)) throw new UnknownEventException(e, this);
                if (open.Overdue) break;
                _requests[e.Request] = open with { Overdue = true };
                Add(node, new Counters { Overdue = 1, OverdueSince = open.DueSecond });
                _happenings.Tell(fact, "overdue", node, open.Kind.ToString());
                break;
            case GridEvent.RequestClosed e:
                if (!_requests.Remove(e.Request, out var closed)) throw new UnknownEventException(e, this);
                int today = e.Day == _day ? 1 : 0;
                Add(node, new Counters
                {
                    Open = -1,
                    Overdue = closed.Overdue ? -1 : 0,
                    OverdueSince = closed.Overdue ? -closed.DueSecond : 0,
                    Closed = today,
                    ClosedOnTime = e.WasOverdue ? 0 : today,
                });
                _happenings.Tell(fact, "closed", node, closed.Kind.ToString());
                break;
            case GridEvent.RequestRated: break;
            default: throw new UnknownEventException(what, this);
        }
    }

    private void Fold(KioskEvent what)
    {
        int kiosk = _places.IndexOf(what.Kiosk);
        switch (what)
        {
            case KioskEvent.KioskCameOnline: SetOnline(kiosk, true); break;
            case KioskEvent.KioskWentOffline or KioskEvent.KioskFellSilent: SetOnline(kiosk, false); break;
            case KioskEvent.KioskGapsChanged e:
                Add(_places.KioskVenues[kiosk], new Counters { Gaps = e.Gaps - _gaps[kiosk] });
                _gaps[kiosk] = e.Gaps;
                break;
            case KioskEvent.KioskFellBehind: SetBehind(kiosk, true); break;
            case KioskEvent.KioskCaughtUp: SetBehind(kiosk, false); break;
            case KioskEvent.KioskReported or KioskEvent.TapVoided or KioskEvent.TapRefused
                or KioskEvent.MessageQuarantined or KioskEvent.MessageRequeued:
                break;
            default: throw new UnknownEventException(what, this);
        }
    }

    private void Fold(CityEvent what)
    {
        switch (what)
        {
            case CityEvent.DayBegan e:
                _day = e.Day;
                for (int node = 0; node < _counters.Length; node++)
                {
                    if (!_counters[node].HasToday) continue;
                    _counters[node].ForgetToday();
                    Touch(node);
                }
                break;
            case CityEvent.PackAdopted or CityEvent.CommandRefused or CityEvent.DeviceRevoked: break;
            default: throw new UnknownEventException(what, this);
        }
    }

    private void SetOnline(int kiosk, bool online)
    {
        if (_online[kiosk] == online) return;
        _online[kiosk] = online;
        Add(_places.KioskVenues[kiosk], new Counters { Online = online ? 1 : -1 });
    }

    private void SetBehind(int kiosk, bool behind)
    {
        if (_behind[kiosk] == behind) return;
        _behind[kiosk] = behind;
        Add(_places.KioskVenues[kiosk], new Counters { Behind = behind ? 1 : -1 });
    }

    private static int Volunteers(Purpose purpose) => purpose is Purpose.Volunteer or Purpose.Mobilization ? 1 : 0;

    private static string WordOf(Purpose purpose) => purpose switch
    {
        Purpose.Service => "service",
        Purpose.Volunteer => "volunteer",
        Purpose.Duty => "duty",
        Purpose.Mobilization => "mobilization",
        Purpose.Activity => "activity",
        _ => throw new UnreachableException($"The board has no word for {purpose}."),
    };
}
