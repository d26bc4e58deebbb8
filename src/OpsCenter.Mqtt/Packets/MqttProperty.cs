namespace OpsCenter.Mqtt.Packets;

/// <summary>One property: a number, a text, a pair of texts or bytes, as its id says.</summary>
public readonly record struct MqttProperty
{
    private MqttProperty(PropertyId id, uint number, string? name, string? text, ReadOnlyMemory<byte> bytes) =>
        (Id, Number, Name, Text, Bytes) = (id, number, name, text, bytes);

    /// <summary>Which one.</summary>
    public PropertyId Id { get; }

    /// <summary>Its value, where it is a number of one, two or four bytes or of variable length; else 0.</summary>
    public uint Number { get; }

    /// <summary>A user property's name; else null.</summary>
    public string? Name { get; }

    /// <summary>Its value, where it is text; else null.</summary>
    public string? Text { get; }

    /// <summary>Its value, where it is bytes; else empty.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>A property that is a number.</summary>
    public static MqttProperty Of(PropertyId id, uint number) => new(id, number, null, null, default);

    /// <summary>A property that is a text of at most 65,535 bytes in UTF-8.</summary>
    public static MqttProperty Of(PropertyId id, string text) => new(id, 0, null, text, default);

    /// <summary>A property that is bytes, at most 65,535.</summary>
    public static MqttProperty Of(PropertyId id, ReadOnlyMemory<byte> bytes) => new(id, 0, null, null, bytes);

    /// <summary>A user property.</summary>
    public static MqttProperty User(string name, string text) => new(PropertyId.UserProperty, 0, name, text, default);

    /// <summary>Name and value, as tests and logs show it.</summary>
    public override string ToString() => this switch
    {
        { Name: { } name } => $"{name}='{Text}'",
        { Text: { } text } => $"{Id}='{text}'",
        { Bytes.IsEmpty: false } => $"{Id}={Convert.ToHexString(Bytes.Span)}",
        _ => $"{Id}={Number}",
    };
}
