using System.Text.Json;
using System.Text.Json.Serialization;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Catalogue;

/// <summary>Writes an id by its text, and “none” as null: what stands in a journal must be readable in ten years.</summary>
internal abstract class TextConverter<T> : JsonConverter<T> where T : struct, IParsable<T>, IEquatable<T>
{
    public override bool HandleNull => true;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return default;
        string text = reader.GetString() ?? "";
        return T.TryParse(text, null, out var id) ? id : throw new JsonException($"'{text}' is no {typeof(T).Name}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (value.Equals(default)) writer.WriteNullValue();
        else writer.WriteStringValue(value.ToString());
    }
}

internal sealed class KioskIdConverter : TextConverter<KioskId>;

internal sealed class VenueIdConverter : TextConverter<VenueId>;

internal sealed class UnitCodeConverter : TextConverter<UnitCode>;

internal sealed class TicketConverter : TextConverter<Ticket>;

internal sealed class RequestIdConverter : TextConverter<RequestId>;

internal sealed class RequestKindConverter : TextConverter<RequestKind>;

/// <summary>The outbox of kiosks that name none has a text of its own, <c>0</c>, so it is never null.</summary>
internal sealed class OutboxIdConverter : TextConverter<OutboxId>
{
    public override bool HandleNull => false;

    public override void Write(Utf8JsonWriter writer, OutboxId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>32 hex digits, formatted on the stack: every check-in bears one.</summary>
internal sealed class PersonIdConverter : TextConverter<PersonId>
{
    public override void Write(Utf8JsonWriter writer, PersonId value, JsonSerializerOptions options)
    {
        if (value == PersonId.None)
        {
            writer.WriteNullValue();
            return;
        }
        Span<byte> bytes = stackalloc byte[16];
        Span<byte> text = stackalloc byte[32];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, value.Value);
        Convert.TryToHexStringLower(bytes, text, out _);
        writer.WriteStringValue(text);
    }
}

/// <summary>The words of <c>wire.md</c>: <c>service</c>, <c>volunteer</c>, <c>duty</c>, <c>mobilization</c>, <c>activity</c>.</summary>
internal sealed class PurposeConverter() : JsonStringEnumConverter<Purpose>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
