namespace OpsCenter.Domain.Vocabulary;

/// <summary>Something that happened and is kept for ever. A shipped event is never edited: append a new one and an upcaster.</summary>
/// <remarks>Holds no card, name, phone or free text in the clear (house, “Personal data”).</remarks>
public abstract record OpsEvent
{
    /// <summary>The stream the event belongs to; derived from its own ids, not stored twice.</summary>
    public abstract StreamId Stream { get; }
}

/// <summary>What a rule decided to be true, before the journal gives it a position.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Happened">When it happened: the device's clock, corrected (<c>wire.md</c>, “When it happened”), or the due time of a timer.</param>
/// <param name="Heard">When the server heard of it.</param>
/// <param name="By">Who caused it.</param>
/// <param name="Tap">The tap it came from; null for timers, staff and the server.</param>
public sealed record Fact(OpsEvent Event, DateTimeOffset Happened, DateTimeOffset Heard, Actor By, TapStamp? Tap);

/// <summary>A fact with its place in the journal.</summary>
/// <param name="Position">The journal position: 1 for the first event ever, no holes.</param>
/// <param name="Version">The place in the event's own stream: 1 for its first, no holes.</param>
/// <param name="Fact">What happened, when, and who caused it.</param>
public sealed record Recorded(long Position, long Version, Fact Fact)
{
    /// <summary>What happened.</summary>
    public OpsEvent Event => Fact.Event;
}
