using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace OpsCenter.Journal.Records;

/// <summary>One growing buffer for one commit after the other. Belongs to one thread.</summary>
internal sealed class CommitBuffer : IBufferWriter<byte>
{
    private const int Usual = 64 * 1024;
    private const int KeptAtMost = 8 * 1024 * 1024;
    private byte[] _bytes = new byte[Usual];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    internal void Clear()
    {
        Length = 0;
        if (_bytes.Length > KeptAtMost) _bytes = new byte[Usual];
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    internal void Byte(byte value)
    {
        Reserve(1);
        _bytes[Length++] = value;
    }

    internal void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(GetSpan(sizeof(long)), value);
        Length += sizeof(long);
    }

    internal void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(GetSpan(sizeof(ulong)), value);
        Length += sizeof(ulong);
    }

    internal void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(GetSpan(sizeof(uint)), value);
        Length += sizeof(uint);
    }

    /// <summary>Fills in a number for which <see cref="UInt32"/> kept the place.</summary>
    internal void Patch(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(at, sizeof(uint)), value);

    /// <summary>7 bits a byte, the low ones first; bit 7 says that more follow (LEB128).</summary>
    internal void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Byte((byte)(value & 0x7F | 0x80));
        Byte((byte)value);
    }

    internal void Bytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(GetSpan(value.Length));
        Length += value.Length;
    }

    /// <summary>A text of at most 255 bytes of UTF-8, after its length in one byte.</summary>
    internal void Text(string text)
    {
        var span = GetSpan(1 + Encoding.UTF8.GetMaxByteCount(text.Length));
        int length = Encoding.UTF8.GetBytes(text, span[1..]);
        span[0] = length <= byte.MaxValue ? (byte)length : throw new ArgumentException($"'{text}' is longer than 255 bytes.", nameof(text));
        Length += 1 + length;
    }

    private void Reserve(int more)
    {
        int wanted = Length + Math.Max(more, 256);
        if (wanted > _bytes.Length) Array.Resize(ref _bytes, Math.Max(wanted, _bytes.Length * 2));
    }
}
