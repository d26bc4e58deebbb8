using System.Buffers;
using System.Text.Json;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Writing;

namespace OpsCenter.KioskProtocol.Taps;

/// <summary>Writes taps as the payload of <c>up</c>.</summary>
public static class TapWriter
{
    /// <summary>Writes one tap. The same tap always gives the same bytes, so that a resent one is recognised.</summary>
    public static void Write(IBufferWriter<byte> output, Tap tap)
    {
        using var json = Json.Begin(output);
        json.WriteNumber("seq"u8, tap.Seq);
        if (tap.Outbox != OutboxId.Default) json.WriteString("outbox"u8, tap.Outbox.ToString());
        json.WriteString("at"u8, Json.Instant(tap.At));
        if (tap.Since is { } since)
        {
            json.WriteString("boot"u8, since.Boot);
            json.WriteNumber("mono"u8, since.Milliseconds);
        }
        json.WriteString("type"u8, Word(tap.Content));
        json.WriteStartObject("data"u8);
        WriteData(json, tap.Content);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>One tap as bytes.</summary>
    public static byte[] ToBytes(Tap tap) => Json.Bytes(tap, Write);

    private static void WriteData(Utf8JsonWriter json, TapContent content)
    {
        switch (content)
        {
            case TapContent.CheckIn checkIn:
                WriteCard(json, checkIn.Card);
                json.WriteString("purpose"u8, Word(checkIn.Purpose));
                if (checkIn.Ref is not null) json.WriteString("ref"u8, checkIn.Ref);
                break;
            case TapContent.CheckOut checkOut:
                WriteCard(json, checkOut.Card);
                break;
            case TapContent.Request request:
                json.WriteString("kind"u8, request.Kind.ToString());
                json.WriteString("ticket"u8, request.Ticket.ToString());
                if (request.Grid != UnitCode.None) json.WriteString("grid"u8, request.Grid.ToString());
                if (request.Words.Text is not null) json.WriteString("text"u8, request.Words.Text);
                if (request.Words.Phone is not null) json.WriteString("phone"u8, request.Words.Phone);
                WriteCard(json, request.Words.Card);
                break;
            case TapContent.Rating rating:
                json.WriteString("ticket"u8, rating.Ticket.ToString());
                json.WriteBoolean("solved"u8, rating.Solved);
                if (rating.Score is { } score) json.WriteNumber("score"u8, score);
                break;
            case TapContent.Void filler:
                json.WriteString("reason"u8, filler.Reason);
                break;
        }
    }

    private static void WriteCard(Utf8JsonWriter json, CardHash? card)
    {
        if (card is { } hash) json.WriteString("card"u8, hash.ToWire());
    }

    private static string Word(TapContent content) => content switch
    {
        TapContent.CheckIn => "check-in",
        TapContent.CheckOut => "check-out",
        TapContent.Request => "request",
        TapContent.Rating => "rating",
        TapContent.Void => "void",
        _ => throw new ArgumentOutOfRangeException(nameof(content), content, "No such tap."),
    };

    private static string Word(Purpose purpose) => purpose switch
    {
        Purpose.Service => "service",
        Purpose.Volunteer => "volunteer",
        Purpose.Duty => "duty",
        Purpose.Mobilization => "mobilization",
        Purpose.Activity => "activity",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "No such purpose."),
    };
}
