using OpsCenter.Board;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>Tells a board a day of the shipped city: open and overdue requests, closed ones, people inside, kiosks online. The same day every time.</summary>
internal sealed class InventedDay
{
    private readonly CityPlan _plan;
    private readonly CityBoard _board;
    private readonly Random _random = new(11);
    private readonly Unit[] _grids;
    private readonly DateOnly _day;
    private readonly Lock _gate = new();
    private long _position;
    private long _seq;

    internal InventedDay(CityPlan plan, CityBoard board, DateTimeOffset now)
    {
        (_plan, _board, _day) = (plan, board, plan.Time.DayOf(now));
        _grids = [.. plan.Units.Where(unit => unit.Code.Level is UnitLevel.Grid)];
        Put(plan.Time.At(_day, TimeOnly.MinValue), new CityEvent.DayBegan(plan.City, _day));
        foreach (var kiosk in plan.Parts.Kiosks.Skip(3)) Put(now, new KioskEvent.KioskCameOnline(kiosk.Id));
        for (int i = 0; i < 1200; i++) Raise(_grids[_random.Next(_grids.Length)], now.AddMinutes(-i), now.AddDays(5));
        for (int i = 0; i < 40; i++) Late(_grids[_random.Next(_grids.Length)], now, 1 + i % 4);
        // One grid with many open requests, none late: level 1.
        var busy = _grids[_random.Next(_grids.Length)];
        for (int i = 0; i < 40; i++) Raise(busy, now, now.AddDays(5));
        for (int i = 0; i < 300; i++) CheckIn(plan.Parts.Venues[_random.Next(plan.Parts.Venues.Count)].Id, now);
    }

    internal void CheckIn(VenueId venue, DateTimeOffset at) =>
        Put(at, new VenueEvent.CheckedIn(venue, PersonId.None, Purpose.Service, _day, true, at.AddMinutes(40), null));

    /// <summary>So many kiosks go away, or come back and still hold what they kept, or have sent it all.</summary>
    internal void Fleet(int count, Func<KioskId, KioskEvent> what)
    {
        foreach (var kiosk in _plan.Parts.Kiosks.Skip(3).Take(count)) Put(DateTimeOffset.UtcNow, what(kiosk.Id));
    }

    private void Late(Unit grid, DateTimeOffset now, int count)
    {
        for (int i = 0; i < count; i++)
        {
            var request = Raise(grid, now.AddDays(-2), now.AddHours(-1 - i));
            Put(now, new GridEvent.RequestBecameOverdue(grid.Code, request));
        }
        var closed = Raise(grid, now.AddHours(-3), now.AddDays(1));
        Put(now, new GridEvent.RequestClosed(grid.Code, closed, _day, false, $"key-{_seq}"));
    }

    private RequestId Raise(Unit grid, DateTimeOffset at, DateTimeOffset due)
    {
        var request = new RequestId(new TapId(_plan.Parts.Kiosks[0].Id, OutboxId.Default, ++_seq));
        var kind = _plan.Parts.Catalogue[_random.Next(_plan.Parts.Catalogue.Count)].Code;
        Put(at, new GridEvent.RequestRaised(grid.Code, request, default, kind, _plan.Parts.Venues[0].Id, _plan.Time.DayOf(at), due, PersonId.None, null, null));
        return request;
    }

    private void Put(DateTimeOffset at, OpsEvent happened)
    {
        lock (_gate) _board.Apply([new Recorded(++_position, 1, new Fact(happened, at, at, Actor.Server, null))]);
    }
}
