using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Catalogue;

/// <summary>One kind of event: its stable name and how its data is written and read.</summary>
internal abstract class EventType(string name, Type type)
{
    /// <summary>The stable name, e.g. <c>venue.checked-in.v1</c>; ASCII, 1 to 100 characters. Never reused for another shape.</summary>
    public string Name => name;

    public Type Type => type;

    /// <summary>The name as it stands in a record.</summary>
    public byte[] Utf8Name { get; } = Encoding.ASCII.GetBytes(name);

    public abstract void Write(Utf8JsonWriter writer, OpsEvent e);

    public abstract OpsEvent Read(ReadOnlySpan<byte> data);
}

internal sealed class EventType<T>(string name, JsonTypeInfo<T> json) : EventType(name, typeof(T)) where T : OpsEvent
{
    public override void Write(Utf8JsonWriter writer, OpsEvent e) => JsonSerializer.Serialize(writer, (T)e, json);

    public override OpsEvent Read(ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize(data, json) ?? throw new JsonException($"The data of {Name} is null.");
}
