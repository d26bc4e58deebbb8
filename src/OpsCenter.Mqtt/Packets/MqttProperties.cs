using System.Collections;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>The properties of one packet, in the order of the wire. Immutable; 3.1.1 packets bear <see cref="None"/>.</summary>
public sealed class MqttProperties : IReadOnlyList<MqttProperty>
{
    private const int LargestId = (int)PropertyId.SharedSubscriptionAvailable;

    private readonly MqttProperty[] _all;

    private MqttProperties(MqttProperty[] all) => _all = all;

    /// <summary>No property at all.</summary>
    public static MqttProperties None { get; } = new([]);

    /// <summary>How many there are.</summary>
    public int Count => _all.Length;

    /// <summary>The one at that place, from 0.</summary>
    public MqttProperty this[int index] => _all[index];

    /// <summary>These properties, in this order. They are checked when a packet that bears them is written.</summary>
    public static MqttProperties Of(params ReadOnlySpan<MqttProperty> properties) => properties.IsEmpty ? None : new(properties.ToArray());

    /// <summary>The same and one more behind them.</summary>
    public MqttProperties With(MqttProperty property) => new([.. _all, property]);

    /// <summary>The number of that property, or null where it is absent.</summary>
    public uint? Number(PropertyId id)
    {
        foreach (ref readonly var property in _all.AsSpan())
            if (property.Id == id) return property.Number;
        return null;
    }

    /// <summary>The text of that property, or null where it is absent.</summary>
    public string? Text(PropertyId id)
    {
        foreach (ref readonly var property in _all.AsSpan())
            if (property.Id == id) return property.Text;
        return null;
    }

    /// <summary>The bytes of that property, or null where it is absent.</summary>
    public ReadOnlyMemory<byte>? Bytes(PropertyId id)
    {
        foreach (ref readonly var property in _all.AsSpan())
            if (property.Id == id) return property.Bytes;
        return null;
    }

    /// <inheritdoc/>
    public IEnumerator<MqttProperty> GetEnumerator() => ((IEnumerable<MqttProperty>)_all).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>All of them in brackets, or nothing where there is none.</summary>
    public override string ToString() => _all.Length == 0 ? "" : $" [{string.Join(", ", _all)}]";

    /// <summary>Those that keep; the same object where all do.</summary>
    internal MqttProperties Where(Predicate<MqttProperty> keeps) => Array.TrueForAll(_all, keeps) ? this : Of(Array.FindAll(_all, keeps));

    internal static MqttProperties Read(ref WireReader reader, PropertyPlace place)
    {
        var length = reader.ReadVarint();
        if (length == 0) return None;
        var part = new WireReader(reader.Take(length));
        var all = new List<MqttProperty>();
        while (!part.IsAtEnd)
        {
            var code = part.ReadVarint();
            var id = code <= LargestId ? (PropertyId)code : default;
            var form = PropertyRules.Of(id).Form;
            if (form == PropertyForm.Unknown) throw Fault.Malformed("§2.2.2.2", $"There is no property {code}.");
            all.Add(ReadOne(ref part, id, form));
        }
        CheckPlaces(all, place);
        return new MqttProperties([.. all]);
    }

    private static void CheckPlaces(List<MqttProperty> all, PropertyPlace place)
    {
        ulong seen = 0;
        foreach (var property in all)
        {
            if ((PropertyRules.Of(property.Id).Places & place) == 0) throw PropertyRules.Misplaced(property.Id, place);
            PropertyRules.CheckNumber(property.Id, property.Number);
            var bit = 1UL << (int)property.Id;
            if ((seen & bit) != 0 && !PropertyRules.MayRepeat(property.Id, place)) throw Fault.Protocol("§2.2.2.2", $"{property.Id} comes twice.");
            seen |= bit;
        }
    }

    internal void Write(ref WireWriter writer)
    {
        if (_all.Length == 0)
        {
            writer.Byte(0);
            return;
        }
        var part = new WireWriter();
        try
        {
            foreach (ref readonly var property in _all.AsSpan()) WriteOne(ref part, property);
            writer.Varint(part.Count);
            writer.Bytes(part.Written);
        }
        finally
        {
            part.Dispose();
        }
    }

    private static MqttProperty ReadOne(ref WireReader reader, PropertyId id, PropertyForm form)
    {
        switch (form)
        {
            case PropertyForm.Text: return MqttProperty.Of(id, reader.ReadText());
            case PropertyForm.Binary: return MqttProperty.Of(id, reader.ReadBinary().ToArray());
            case PropertyForm.Pair: return MqttProperty.User(reader.ReadText(), reader.ReadText());
            default:
                var number = form switch
                {
                    PropertyForm.Byte => reader.ReadByte(),
                    PropertyForm.UInt16 => reader.ReadUInt16(),
                    PropertyForm.UInt32 => reader.ReadUInt32(),
                    _ => (uint)reader.ReadVarint(),
                };
                return MqttProperty.Of(id, number);
        }
    }

    private static void WriteOne(ref WireWriter writer, in MqttProperty property)
    {
        writer.Byte((byte)property.Id);
        switch (PropertyRules.Of(property.Id).Form)
        {
            case PropertyForm.Byte: writer.Byte((byte)property.Number); break;
            case PropertyForm.UInt16: writer.UInt16((int)property.Number); break;
            case PropertyForm.UInt32: writer.UInt32(property.Number); break;
            case PropertyForm.Varint: writer.Varint((int)property.Number); break;
            case PropertyForm.Text: writer.Text(property.Text!); break;
            case PropertyForm.Binary: writer.Binary(property.Bytes.Span); break;
            default:
                writer.Text(property.Name!);
                writer.Text(property.Text!);
                break;
        }
    }
}
