using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.People;
using OpsCenter.Domain.Requests;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.City;

/// <summary>What rules may look at: the states of the grains that a command needs and of those that are always resident. Read-only.</summary>
public interface ICityView
{
    /// <summary>The city pack in force.</summary>
    CityPlan Plan { get; }

    /// <summary>The city's day; the default before the first <see cref="CityEvent.DayBegan"/>.</summary>
    DateOnly Day { get; }

    /// <summary>A kiosk; a fresh one when nothing was heard of it.</summary>
    KioskState Kiosk(KioskId kiosk);

    /// <summary>A venue; a fresh one when nothing was heard of it.</summary>
    VenueState Venue(VenueId venue);

    /// <summary>A person; null when nothing is remembered of them.</summary>
    PersonState? Person(PersonId person);

    /// <summary>A request; null when there is none.</summary>
    RequestState? Request(RequestId request);

    /// <summary>The requests that bear a ticket, the newest first; kiosks draw tickets apart from each other, so there may be several.</summary>
    IReadOnlyList<RequestId> ByTicket(Ticket ticket);

    /// <summary>The request that a web command with this idempotency key closed; null when the key is new.</summary>
    RequestId? ClosedUnder(string key);

    /// <summary>Whether the quarantined message at a journal position was sent through again.</summary>
    bool IsRequeued(long position);
}
