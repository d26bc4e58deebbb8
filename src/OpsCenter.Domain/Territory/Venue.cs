using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Territory;

/// <summary>A place with a kiosk (阵地): where it stands, when it is open, how long people stay.</summary>
/// <param name="Id">Its id; the only key.</param>
/// <param name="Grid">The grid it stands in.</param>
/// <param name="Name">Its name in Chinese.</param>
/// <param name="EnglishName">What an English screen writes.</param>
/// <param name="Opens">Opening time of each day, local.</param>
/// <param name="Closes">Closing time of each day, local, later than <paramref name="Opens"/>.</param>
/// <param name="UsualStay">How long a walk-in stays before the rule lets them leave. 5 minutes to 8 hours, both inclusive; default 40 minutes.</param>
public sealed record Venue(VenueId Id, UnitCode Grid, string Name, string EnglishName, TimeOnly Opens, TimeOnly Closes, TimeSpan UsualStay);

/// <summary>Where a kiosk stands. Looked up on the server, never read from a payload (<c>wire.md</c>).</summary>
/// <param name="Id">The kiosk.</param>
/// <param name="Venue">The venue it stands in.</param>
public sealed record KioskPlace(KioskId Id, VenueId Venue);
