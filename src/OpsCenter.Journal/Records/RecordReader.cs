using System.Buffers.Binary;
using System.Text;

namespace OpsCenter.Journal.Records;

/// <summary>Reads the parts of a record one after the other and never past its end.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private ReadOnlySpan<byte> _rest = bytes;

    internal readonly ReadOnlySpan<byte> Rest => _rest;

    internal byte Byte() => Take(1)[0];

    internal uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    internal ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    internal long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    internal long Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            byte b = Byte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return checked((long)value);
        }
        throw new FormatException("a number is longer than 63 bits");
    }

    internal ReadOnlySpan<byte> Utf8() => Take(Byte());

    internal string Text() => Strict.GetString(Utf8());

    internal ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)_rest.Length) throw new FormatException("a length runs past the end");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
