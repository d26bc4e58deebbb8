using OpsCenter.Domain.City;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Requests;
using OpsCenter.Domain.Taps;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Grids;

/// <summary>Requests (诉求): raised by a tap, open, overdue when their clock runs out, closed by staff, rated by the resident.</summary>
internal static class RequestRule
{
    internal static Decision Raise(ICityView city, Territory.Venue place, Command.HearTap tap, TapAction.RaiseRequest action)
    {
        var grid = action.Grid == UnitCode.None ? place.Grid : action.Grid;
        if (!city.Plan.IsGrid(grid)) return Decision.SetAside(new Refusal.GridIsUnknown(grid));
        if (city.Plan.FindKind(action.Kind) is not { } kind) return Decision.SetAside(new Refusal.KindIsUnknown(action.Kind));
        var day = city.Plan.Time.DayOf(tap.Happened);
        var due = city.Plan.Time.Due(kind.Clock, tap.Happened);
        return Decision.Accept(new GridEvent.RequestRaised(
            grid, new RequestId(tap.Stamp.Id), action.Ticket, action.Kind, place.Id, day, due, action.Person, action.Text, action.Phone));
    }

    internal static Decision Rate(ICityView city, Command.HearTap tap, TapAction.RateRequest action)
    {
        if (city.ByTicket(action.Ticket) is [var newest, ..] && city.Request(newest) is { } request)
            return Decision.Accept(new GridEvent.RequestRated(request.Grid, newest, action.Solved, action.Score));
        var refusal = NotBorne(action.Ticket);
        return Decision.Refuse(refusal, new KioskEvent.TapRefused(tap.Stamp.Id.Kiosk, refusal.Code));
    }

    internal static Decision Close(ICityView city, Command.CloseRequest command)
    {
        var bearers = city.ByTicket(command.Ticket).Where(request => command.Among?.Contains(request) is not false).ToList();
        if (city.ClosedUnder(command.Key) is { } earlier)
            return bearers.Contains(earlier) ? Decision.Nothing : RefuseClosing(city, command, new Refusal.KeyIsUsed(command.Key));
        if (bearers.Count == 0) return RefuseClosing(city, command, NotBorne(command.Ticket));
        var open = bearers.Select(city.Request).LastOrDefault(request => request is { Stage: not RequestStage.Closed });
        if (open is null) return RefuseClosing(city, command, new Refusal.RequestIsClosed(command.Ticket));
        var day = city.Plan.Time.DayOf(command.Heard);
        return Decision.Accept(new GridEvent.RequestClosed(open.Grid, open.Request, day, open.Stage is RequestStage.Overdue, command.Key));
    }

    // Asked only after the requests: one that bears the ticket is found, whatever its last digit.
    private static Refusal NotBorne(Ticket ticket) => ticket.HasCheckDigit ? new Refusal.TicketIsUnknown(ticket) : new Refusal.TicketIsMistyped(ticket);

    private static Decision RefuseClosing(ICityView city, Command.CloseRequest command, Refusal refusal) =>
        Decision.Refuse(refusal, new CityEvent.CommandRefused(city.Plan.City, "close-request", command.Ticket.ToString(), refusal.Code));
}
