using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.KioskProtocol.Down;

/// <summary>What the server says to one kiosk (<c>wire.md</c>, <c>down</c>). The kiosk confirms by <c>state.applied</c>.</summary>
/// <param name="Id">1 to 64 characters of an id, or a whole number kept as its digits.</param>
/// <param name="Content">What it says.</param>
public sealed record DownMessage(string Id, DownContent Content);

/// <summary>All that the server can say to a kiosk. Append cases; a shipped case is never edited.</summary>
public abstract record DownContent
{
    private DownContent() { }

    /// <summary>The whole state in which the kiosk shall be; sent on every connect. What is null is the kiosk's own default.</summary>
    public sealed record Desired : DownContent
    {
        /// <summary>The operating mode, e.g. <c>normal</c>: 1 to 64 characters of an id.</summary>
        public string? Mode { get; init; }

        /// <summary>The page to show: 1 to 64 characters of an id.</summary>
        public string? Page { get; init; }

        /// <summary>Texts by their key, each at most 500 characters.</summary>
        public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

        /// <summary>When the venue is open today, local.</summary>
        public OpeningHours? Hours { get; init; }

        /// <summary>How many are on duty at the venue; not negative.</summary>
        public int? OnDuty { get; init; }

        /// <summary>The version of the software that it shall run: 1 to 64 characters of an id.</summary>
        public string? Version { get; init; }
    }

    /// <summary>Something to do once.</summary>
    /// <param name="Name">What, e.g. <c>restart</c>: 1 to 64 characters of an id.</param>
    /// <param name="Arguments">Its arguments by name, each at most 500 characters.</param>
    public sealed record Command(string Name, IReadOnlyDictionary<string, string> Arguments) : DownContent;

    /// <summary>The answer to an <c>ask</c>.</summary>
    /// <param name="Ask">The id of the ask.</param>
    /// <param name="Ticket">The request asked for.</param>
    /// <param name="Progress">How far it is.</param>
    /// <param name="Raised">When it was raised; null when it is not known.</param>
    /// <param name="Due">When its time limit ends or ended; null when it is not known.</param>
    public sealed record Answer(string Ask, Ticket Ticket, Progress Progress, DateTimeOffset? Raised, DateTimeOffset? Due) : DownContent
    {
        /// <summary>Whether the ticket is unknown and its check digit does not fit: the screen asks the resident to compare it with the slip. Default false.</summary>
        public bool Mistyped { get; init; }
    }
}

/// <summary>When a venue is open on a day, local time.</summary>
/// <param name="Opens">Written <c>hh:mm</c>.</param>
/// <param name="Closes">Written <c>hh:mm</c>; not before <paramref name="Opens"/>.</param>
public readonly record struct OpeningHours(TimeOnly Opens, TimeOnly Closes);

/// <summary>How far a request is.</summary>
public enum Progress
{
    /// <summary>No request bears the ticket, <c>unknown</c>.</summary>
    Unknown,

    /// <summary>Open and in time, <c>open</c>.</summary>
    Open,

    /// <summary>Open and past its time limit, <c>overdue</c>.</summary>
    Overdue,

    /// <summary>Closed, <c>closed</c>.</summary>
    Closed,
}
