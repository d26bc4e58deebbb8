namespace OpsCenter.Domain.Vocabulary;

/// <summary>The kinds of grain that have a stream of events. Stored by number: append, never renumber.</summary>
public enum StreamKind
{
    /// <summary>The city itself: packs and days.</summary>
    City = 1,

    /// <summary>A kiosk.</summary>
    Kiosk = 2,

    /// <summary>A venue.</summary>
    Venue = 3,

    /// <summary>A grid and its requests.</summary>
    Grid = 4,
}

/// <summary>The stream that an event belongs to: one grain's history, in order.</summary>
/// <param name="Kind">What kind of grain it is.</param>
/// <param name="Key">The grain's own id as text.</param>
public readonly record struct StreamId(StreamKind Kind, string Key)
{
    /// <summary>The stream of a city.</summary>
    public static StreamId OfCity(UnitCode city) => new(StreamKind.City, city.ToString());

    /// <summary>The stream of a kiosk.</summary>
    public static StreamId Of(KioskId kiosk) => new(StreamKind.Kiosk, kiosk.ToString());

    /// <summary>The stream of a venue.</summary>
    public static StreamId Of(VenueId venue) => new(StreamKind.Venue, venue.ToString());

    /// <summary>The stream of a grid.</summary>
    public static StreamId OfGrid(UnitCode grid) => new(StreamKind.Grid, grid.ToString());

    /// <summary>Kind and key, e.g. <c>Venue/v-370602001001-1</c>.</summary>
    public override string ToString() => $"{Kind}/{Key}";
}
