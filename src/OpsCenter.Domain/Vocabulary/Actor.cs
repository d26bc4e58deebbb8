namespace OpsCenter.Domain.Vocabulary;

/// <summary>What kind of hand caused an event. Stored by number: append, never renumber.</summary>
public enum ActorKind
{
    /// <summary>A kiosk, by a tap or by its state.</summary>
    Kiosk = 1,

    /// <summary>A rule whose time had come.</summary>
    Timer = 2,

    /// <summary>A member of staff, by a command over HTTP.</summary>
    Staff = 3,

    /// <summary>The server itself: start, adopting a pack.</summary>
    Server = 4,
}

/// <summary>Who caused an event: a kiosk, a timer, a member of staff or the server. Never a resident.</summary>
/// <param name="Kind">What kind of hand it was.</param>
/// <param name="Id">The kiosk's or staff member's id; empty for timers and the server.</param>
public readonly record struct Actor(ActorKind Kind, string Id)
{
    /// <summary>A rule whose time had come.</summary>
    public static Actor Timer => new(ActorKind.Timer, "");

    /// <summary>The server itself.</summary>
    public static Actor Server => new(ActorKind.Server, "");

    /// <summary>A kiosk.</summary>
    public static Actor Of(KioskId kiosk) => new(ActorKind.Kiosk, kiosk.ToString());
}
