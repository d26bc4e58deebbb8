using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.City;

/// <summary>All that can happen to the city as a whole. Append cases; a shipped case is never edited.</summary>
/// <param name="City">The city's code.</param>
public abstract record CityEvent(UnitCode City) : OpsEvent
{
    /// <inheritdoc/>
    public override StreamId Stream => StreamId.OfCity(City);

    /// <summary>A city pack took force (house rule H7).</summary>
    /// <param name="City">The city's code.</param>
    /// <param name="Version">The version that the pack gives itself.</param>
    /// <param name="Hash">SHA-256 over the pack's files, lower-case hex.</param>
    public sealed record PackAdopted(UnitCode City, string Version, string Hash) : CityEvent(City);

    /// <summary>Midnight passed in the city's time zone: today's counts start at 0.</summary>
    /// <param name="City">The city's code.</param>
    /// <param name="Day">The day that began.</param>
    public sealed record DayBegan(UnitCode City, DateOnly Day) : CityEvent(City);

    /// <summary>A command of staff was understood and refused by a rule (house rule H8).</summary>
    /// <param name="City">The city's code.</param>
    /// <param name="Command">Which command, as a stable word: <c>close-request</c>, <c>requeue-message</c>.</param>
    /// <param name="Subject">What it was about: a ticket, or the journal position of a quarantined message.</param>
    /// <param name="Reason">The refusal's code.</param>
    public sealed record CommandRefused(UnitCode City, string Command, string Subject, string Reason) : CityEvent(City);

    /// <summary>A device's rights ended for ever: its session is cut, its next CONNECT refused.</summary>
    /// <param name="City">The city's code.</param>
    /// <param name="Device">The id of a kiosk, or the name of an integrator.</param>
    public sealed record DeviceRevoked(UnitCode City, string Device) : CityEvent(City);
}
