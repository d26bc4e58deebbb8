using System.Buffers.Binary;
using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Mqtt.Framing;

/// <summary>Reads the fields of one packet's body, front to back; throws when a field runs over the end.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    internal readonly int Remaining => _rest.Length;

    internal readonly bool IsAtEnd => _rest.IsEmpty;

    internal byte ReadByte() => Take(1)[0];

    internal ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    internal uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    internal int ReadVarint()
    {
        if (!VariableByteInteger.TryRead(_rest, out var value, out var size)) throw Fault.RunsOver();
        _rest = _rest[size..];
        return value;
    }

    internal ReadOnlySpan<byte> ReadBinary() => Take(ReadUInt16());

    internal string ReadText() => WireText.Decode(ReadBinary());

    internal ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length) throw Fault.RunsOver();
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    internal ReadOnlySpan<byte> TakeAll() => Take(_rest.Length);

    /// <summary>A packet identifier; 0 is none (MQTT-2.2.1-3).</summary>
    internal ushort ReadPacketId() =>
        ReadUInt16() is var id and not 0 ? id : throw Fault.Malformed("MQTT-2.2.1-3", "A packet identifier is 0.");

    internal readonly void ExpectEnd()
    {
        if (!_rest.IsEmpty) throw Fault.LeftOver(_rest.Length);
    }
}
