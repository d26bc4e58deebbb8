using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Reading;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.KioskProtocol.Down;

/// <summary>Reads the payload of <c>down</c>, on the kiosk. Unknown members are ignored: the server may be newer.</summary>
public static class DownReader
{
    private static readonly MemberNames Names = new("id", "type", "data");
    private static readonly MemberNames Types = new("desired", "command", "answer");
    private static readonly MemberNames Members =
        new("mode", "page", "texts", "hours", "onDuty", "version", "name", "arguments", "ask", "ticket", "progress", "raised", "due", "mistyped");
    private static readonly MemberNames HourNames = new("opens", "closes");

    /// <summary>Reads one payload.</summary>
    /// <returns>False when it cannot be taken; then <paramref name="fault"/> tells why.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out DownMessage? message, out PayloadFault fault)
    {
        (message, var reason) = Guarded.Read(payload, Read);
        fault = reason is null ? default : PayloadFault.Of(reason);
        return message is not null;
    }

    private static DownMessage? Read(ref Utf8JsonReader json, ref string? fault)
    {
        string? id = null;
        int type = -2;
        Data? data = null;
        var scan = new ObjectScan(Names);
        while (scan.Next(ref json, out int member))
        {
            bool good = member switch
            {
                0 => Scalars.TryIdOrNumber(ref json, out id),
                1 => json.TokenType is JsonTokenType.String && (type = Types.IndexOf(ref json)) >= -1,
                _ => json.TokenType is JsonTokenType.StartObject && (data = ReadData(ref json, ref fault)) is not null,
            };
            if (!good) fault ??= Names.Bad[member];
        }
        if (scan.HasDuplicate) fault = FaultReason.DuplicateMember;
        fault ??= id is null ? Names.Missing[0] : type == -2 ? Names.Missing[1] : data is null ? Names.Missing[2] : type == -1 ? FaultReason.UnknownType : null;
        var content = fault is null ? data!.Make(type, ref fault) : null;
        return content is null ? null : new DownMessage(id!, content);
    }

    private static Data ReadData(ref Utf8JsonReader json, ref string? fault)
    {
        var data = new Data();
        var scan = new ObjectScan(Members);
        while (scan.Next(ref json, out int member))
            if (!Scalars.IsNull(ref json) && !Take(ref json, member, data)) fault ??= Members.Bad[member];
        if (scan.HasDuplicate) fault = FaultReason.DuplicateMember;
        return data;
    }

    private static bool Take(ref Utf8JsonReader json, int member, Data data) => member switch
    {
        0 => Scalars.TryId(ref json, ref data.Mode),
        1 => Scalars.TryId(ref json, ref data.Page),
        2 or 7 => TryTexts(ref json, data.Texts),
        3 => TryHours(ref json, out data.Hours),
        4 => Scalars.TryWhole(ref json, 0, out data.OnDuty) && data.OnDuty <= int.MaxValue,
        5 => Scalars.TryId(ref json, ref data.Version),
        6 => Scalars.TryId(ref json, ref data.Name),
        8 => Scalars.TryIdOrNumber(ref json, out data.Ask),
        9 => Scalars.TryTicket(ref json, out data.Ticket),
        10 => json.TokenType is JsonTokenType.String && (data.HasProgress = DownWords.TryParse(json.GetString(), out data.Progress)),
        11 => TryInstant(ref json, out data.Raised),
        12 => TryInstant(ref json, out data.Due),
        _ => Scalars.TryBool(ref json, out data.Mistyped),
    };

    private static bool TryInstant(ref Utf8JsonReader json, out DateTimeOffset? instant)
    {
        bool good = Scalars.TryInstant(ref json, out var value);
        instant = good ? value : null;
        return good;
    }

    private static bool TryTexts(ref Utf8JsonReader json, Dictionary<string, string> texts)
    {
        if (json.TokenType is not JsonTokenType.StartObject) return false;
        bool good = true;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            string key = json.GetString()!;
            json.Read();
            good &= Scalars.TryText(ref json, TapContent.MaxText, out string? text) && texts.TryAdd(key, text!);
            json.Skip();
        }
        return good;
    }

    private static bool TryHours(ref Utf8JsonReader json, out OpeningHours? hours)
    {
        hours = null;
        if (json.TokenType is not JsonTokenType.StartObject) return false;
        TimeOnly? opens = null, closes = null;
        var scan = new ObjectScan(HourNames);
        while (scan.Next(ref json, out int member))
        {
            TimeOnly? time = json.TokenType is JsonTokenType.String
                && TimeOnly.TryParseExact(json.GetString(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
            if (member == 0) opens = time;
            else closes = time;
        }
        hours = opens is { } from && closes is { } to && from <= to ? new OpeningHours(from, to) : null;
        return hours is not null && !scan.HasDuplicate;
    }

    private sealed class Data
    {
        internal string? Mode, Page, Version, Name, Ask;
        internal long OnDuty = -1;
        internal OpeningHours? Hours;
        internal Ticket Ticket;
        internal Progress Progress;
        internal bool HasProgress, Mistyped;
        internal DateTimeOffset? Raised, Due;
        internal Dictionary<string, string> Texts { get; } = [];

        internal DownContent? Make(int type, ref string? fault)
        {
            if (type == 0) return new DownContent.Desired { Mode = Mode, Page = Page, Texts = Texts, Hours = Hours, OnDuty = OnDuty < 0 ? null : (int)OnDuty, Version = Version };
            if (type == 1) fault = Name is null ? Members.Missing[6] : null;
            else fault = Ask is null ? Members.Missing[8] : Ticket == Ticket.None ? Members.Missing[9] : !HasProgress ? Members.Missing[10] : null;
            if (fault is not null) return null;
            return type == 1 ? new DownContent.Command(Name!, Texts) : new DownContent.Answer(Ask!, Ticket, Progress, Raised, Due) { Mistyped = Mistyped };
        }
    }
}
