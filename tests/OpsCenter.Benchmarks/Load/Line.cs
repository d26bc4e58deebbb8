using System.Net;
using System.Net.Sockets;

namespace OpsCenter.Benchmarks.Load;

/// <summary>One socket of a <see cref="PollLoop"/>: never blocks, keeps what could not be sent, and hands on what came.</summary>
internal abstract class Line : IDisposable
{
    private readonly byte[] _in;
    private int _held;
    private byte[] _out;
    private int _from;
    private int _to;

    protected Line(int port, int inBytes, int outBytes)
    {
        (_in, _out) = (new byte[inBytes], new byte[outBytes]);
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
    }

    internal int Handle => (int)Socket.Handle;

    /// <summary>Something waits for the socket to take it.</summary>
    internal bool Waits => _from < _to;

    /// <summary>The other side closed, or the connection broke.</summary>
    internal bool Ended { get; private set; }

    protected Socket Socket { get; }

    /// <summary>Takes what has come, once.</summary>
    internal void Read()
    {
        int count = Socket.Receive(_in.AsSpan(_held), SocketFlags.None, out var error);
        if (count == 0 && error is not SocketError.WouldBlock) Ended = true;
        if (count == 0) return;
        _held += count;
        int taken = Take(_in.AsSpan(0, _held));
        _held -= taken;
        if (_held > 0 && taken > 0) _in.AsSpan(taken, _held).CopyTo(_in);
        AfterRead();
    }

    /// <summary>Sends what is written, as far as the socket takes it.</summary>
    internal void Flush()
    {
        while (_from < _to)
        {
            int count = Socket.Send(_out.AsSpan(_from, _to - _from), SocketFlags.None, out var error);
            if (error is not SocketError.Success and not SocketError.WouldBlock) Ended = true;
            if (count <= 0) return;
            _from += count;
        }
        (_from, _to) = (0, 0);
    }

    /// <inheritdoc/>
    public void Dispose() => Socket.Dispose();

    /// <summary>Hands on the bytes that have come and were not taken yet.</summary>
    /// <returns>How many were taken; the rest comes again, with more behind it.</returns>
    protected abstract int Take(ReadOnlySpan<byte> bytes);

    /// <summary>All that came was handed on.</summary>
    protected virtual void AfterRead()
    {
    }

    /// <summary>Room for that many bytes; <see cref="Wrote"/> says how many were used.</summary>
    protected Span<byte> Room(int bytes)
    {
        if (_out.Length - _to < bytes && _from > 0)
        {
            _out.AsSpan(_from, _to - _from).CopyTo(_out);
            (_from, _to) = (0, _to - _from);
        }
        if (_out.Length - _to < bytes) Array.Resize(ref _out, Math.Max(2 * _out.Length, _to + bytes));
        return _out.AsSpan(_to);
    }

    protected void Wrote(int bytes) => _to += bytes;

    protected void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Wrote(bytes.Length);
    }
}
