using System.Text.Json;

namespace OpsCenter.Journal.Verification;

/// <summary>What a journal holds when it is read and folded afresh (<c>wire.md</c>, “Command line”).</summary>
/// <param name="Events">Facts in the journal that could be read: all but those that are damaged, or those up to where nothing more can be placed.</param>
/// <param name="CheckIns">Check-ins among them.</param>
/// <param name="Quarantined">Messages that were put in quarantine, requeued ones included.</param>
/// <param name="Chain"><c>ok</c>, or a sentence that names the first bad position.</param>
/// <param name="Outboxes">What was heard from each outbox, ordered by kiosk and outbox.</param>
/// <param name="CountedTwice">Taps that were counted more than once, as kiosk/outbox/seq, in journal order; empty in a sound journal.</param>
public sealed record VerifyReport(
    long Events, long CheckIns, long Quarantined, string Chain, IReadOnlyList<OutboxReport> Outboxes, IReadOnlyList<string> CountedTwice)
{
    /// <summary>The value of <see cref="Chain"/> when every CRC and link checks.</summary>
    public const string Sound = "ok";

    /// <summary>The report of a journal that could not be read at all.</summary>
    /// <param name="reason">Why, as a sentence.</param>
    public static VerifyReport Unread(string reason) => new(0, 0, 0, $"not read: {reason}", [], []);

    /// <summary>Positions of damaged facts between others that were read, as runs, lowest first, both ends inclusive.</summary>
    public IReadOnlyList<(long From, long To)> Unreadable { get; init; } = [];

    /// <summary>Whether the chain is sound and no tap was counted twice.</summary>
    public bool IsSound => Chain == Sound && CountedTwice.Count == 0;

    /// <summary>Writes the one JSON object of <c>wire.md</c>, with <c>countedTwice</c> and <c>unreadable</c> added.</summary>
    public void WriteTo(Stream output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("events", Events);
        json.WriteNumber("checkIns", CheckIns);
        json.WriteNumber("quarantined", Quarantined);
        json.WriteString("chain", Chain);
        json.WriteStartObject("kiosks");
        foreach (var kiosk in Outboxes.GroupBy(outbox => outbox.Kiosk))
        {
            json.WriteStartObject(kiosk.Key);
            foreach (var outbox in kiosk) Write(json, outbox);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteStartArray("countedTwice");
        foreach (string tap in CountedTwice) json.WriteStringValue(tap);
        json.WriteEndArray();
        Write(json, "unreadable", Unreadable);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, OutboxReport outbox)
    {
        json.WriteStartObject(outbox.Outbox);
        json.WriteNumber("upTo", outbox.UpTo);
        Write(json, "missing", outbox.Missing);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<(long From, long To)> runs)
    {
        json.WriteStartArray(name);
        foreach (var (from, to) in runs)
        {
            json.WriteStartArray();
            json.WriteNumberValue(from);
            json.WriteNumberValue(to);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}

/// <summary>What was heard from one outbox.</summary>
/// <param name="Kiosk">The kiosk's id.</param>
/// <param name="Outbox">The outbox's id.</param>
/// <param name="UpTo">The highest number in the journal.</param>
/// <param name="Missing">The runs below it that are not there, lowest first, both ends inclusive.</param>
public sealed record OutboxReport(string Kiosk, string Outbox, long UpTo, IReadOnlyList<(long From, long To)> Missing);
