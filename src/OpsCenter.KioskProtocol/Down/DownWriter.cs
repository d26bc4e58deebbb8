using System.Buffers;
using System.Globalization;
using System.Text.Json;
using OpsCenter.KioskProtocol.Writing;

namespace OpsCenter.KioskProtocol.Down;

/// <summary>Writes the payload of <c>down</c>.</summary>
public static class DownWriter
{
    /// <summary>Writes one message.</summary>
    public static void Write(IBufferWriter<byte> output, DownMessage message)
    {
        using var json = Json.Begin(output);
        json.WriteString("id"u8, message.Id);
        switch (message.Content)
        {
            case DownContent.Desired desired:
                Begin(json, "desired"u8);
                WriteDesired(json, desired);
                break;
            case DownContent.Command command:
                Begin(json, "command"u8);
                json.WriteString("name"u8, command.Name);
                WriteTexts(json, "arguments"u8, command.Arguments);
                break;
            case DownContent.Answer answer:
                Begin(json, "answer"u8);
                json.WriteString("ask"u8, answer.Ask);
                json.WriteString("ticket"u8, answer.Ticket.ToString());
                json.WriteString("progress"u8, DownWords.Of(answer.Progress));
                if (answer.Raised is { } raised) json.WriteString("raised"u8, Json.Instant(raised));
                if (answer.Due is { } due) json.WriteString("due"u8, Json.Instant(due));
                if (answer.Mistyped) json.WriteBoolean("mistyped"u8, true);
                break;
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>One message as bytes.</summary>
    public static byte[] ToBytes(DownMessage message) => Json.Bytes(message, Write);

    private static void Begin(Utf8JsonWriter json, ReadOnlySpan<byte> type)
    {
        json.WriteString("type"u8, type);
        json.WriteStartObject("data"u8);
    }

    private static void WriteDesired(Utf8JsonWriter json, DownContent.Desired desired)
    {
        if (desired.Mode is not null) json.WriteString("mode"u8, desired.Mode);
        if (desired.Page is not null) json.WriteString("page"u8, desired.Page);
        WriteTexts(json, "texts"u8, desired.Texts);
        if (desired.Hours is { } hours)
        {
            json.WriteStartObject("hours"u8);
            json.WriteString("opens"u8, hours.Opens.ToString("HH:mm", CultureInfo.InvariantCulture));
            json.WriteString("closes"u8, hours.Closes.ToString("HH:mm", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
        if (desired.OnDuty is { } onDuty) json.WriteNumber("onDuty"u8, onDuty);
        if (desired.Version is not null) json.WriteString("version"u8, desired.Version);
    }

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0) return;
        json.WriteStartObject(name);
        foreach (var (key, text) in texts.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(key, text);
        json.WriteEndObject();
    }
}
