using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace OpsCenter.Mqtt.Framing;

/// <summary>Collects the fields of one packet's body in a rented buffer, then sends them behind their header. Dispose returns the buffer.</summary>
internal ref struct WireWriter
{
    private byte[] _buffer;
    private int _count;

    public WireWriter() => _buffer = ArrayPool<byte>.Shared.Rent(256);

    internal readonly int Count => _count;

    internal void Byte(byte value) => Room(1)[0] = value;

    internal void UInt16(int value) => BinaryPrimitives.WriteUInt16BigEndian(Room(2), checked((ushort)value));

    internal void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Room(4), value);

    internal void Varint(int value) => VariableByteInteger.Write(Room(VariableByteInteger.Size(value)), value);

    internal void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    internal void Binary(ReadOnlySpan<byte> bytes)
    {
        UInt16(bytes.Length);
        Bytes(bytes);
    }

    internal void Text(string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        UInt16(size);
        Encoding.UTF8.GetBytes(text, Room(size));
    }

    internal readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _count);

    /// <summary>Header, length, body: to the peer.</summary>
    internal readonly void Send(IBufferWriter<byte> output, PacketType type, int flags)
    {
        var total = 1 + VariableByteInteger.Size(_count) + _count;
        var span = output.GetSpan(total);
        span[0] = (byte)(((int)type << 4) | flags);
        var head = 1 + VariableByteInteger.Write(span[1..], _count);
        Written.CopyTo(span[head..]);
        output.Advance(total);
    }

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _count = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private Span<byte> Room(int size)
    {
        if (_buffer.Length - _count < size) Grow(size);
        var room = _buffer.AsSpan(_count, size);
        _count += size;
        return room;
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _count + size));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
