using System.Globalization;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.Simulator.City;

namespace OpsCenter.Simulator.Run;

/// <summary>What the simulated city remembers across restarts, as notes beside the outboxes: how far its life was entered, and what staff and residents are still to do.</summary>
internal static class CityMemory
{
    /// <summary>The note of how far the city's life was entered. Its presence says that the first entry was made.</summary>
    internal const string Through = "through";

    private const string Close = "close/", Rate = "rate/";

    internal static string Write(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);

    internal static DateTimeOffset ReadInstant(string text) => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture);

    /// <summary>The note that a request waits for its closing.</summary>
    internal static (string Name, string? Value) NoteOf(Closing closing)
    {
        string rating = closing.Rating is { } rate ? $"{Write(rate.At)}|{(rate.Solved ? 1 : 0)}|{rate.Score ?? 0}" : "||";
        return (Close + closing.Ticket, $"{Write(closing.At)}|{closing.Kiosk}|{rating}");
    }

    /// <summary>The note that a closed request waits for its rating.</summary>
    internal static (string Name, string? Value) NoteOf(Ticket ticket, KioskId kiosk, RatingFate rating) =>
        (Rate + ticket, $"{Write(rating.At)}|{kiosk}|{(rating.Solved ? 1 : 0)}|{rating.Score ?? 0}");

    internal static string NameOfClosing(Ticket ticket) => Close + ticket;

    internal static string NameOfRating(Ticket ticket) => Rate + ticket;

    /// <summary>All closings to come.</summary>
    internal static IEnumerable<Closing> Closings(OutboxFleet fleet) =>
        from note in fleet.Notes
        where note.Key.StartsWith(Close, StringComparison.Ordinal)
        let cells = note.Value.Split('|')
        let rating = cells[2].Length == 0 ? null : Rating(cells[2], cells[3], cells[4])
        select new Closing(Ticket.Parse(note.Key[Close.Length..]), KioskId.Parse(cells[1]), ReadInstant(cells[0]), rating);

    /// <summary>All ratings to come.</summary>
    internal static IEnumerable<(Ticket Ticket, KioskId Kiosk, RatingFate Rating)> Ratings(OutboxFleet fleet) =>
        from note in fleet.Notes
        where note.Key.StartsWith(Rate, StringComparison.Ordinal)
        let cells = note.Value.Split('|')
        select (Ticket.Parse(note.Key[Rate.Length..]), KioskId.Parse(cells[1]), Rating(cells[0], cells[2], cells[3]));

    private static RatingFate Rating(string at, string solved, string score) =>
        new(ReadInstant(at), solved == "1", score == "0" ? null : int.Parse(score, CultureInfo.InvariantCulture));
}

/// <summary>A request that staff will close.</summary>
/// <param name="Ticket">The request's number.</param>
/// <param name="Kiosk">Where it was raised, and where it may be rated.</param>
/// <param name="At">When.</param>
/// <param name="Rating">What the resident says afterwards; null when nothing.</param>
internal sealed record Closing(Ticket Ticket, KioskId Kiosk, DateTimeOffset At, RatingFate? Rating);
