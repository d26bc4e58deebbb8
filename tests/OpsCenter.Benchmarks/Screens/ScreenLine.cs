using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using OpsCenter.Benchmarks.Load;

namespace OpsCenter.Benchmarks.Screens;

/// <summary>A screen as thin as it can be: a WebSocket (RFC 6455) on which messages are counted and little of them is read.</summary>
internal abstract class ScreenLine : Line
{
    private const int HeadBytes = 256;

    private readonly byte[] _message; // as much of the current message as is read: its head, or all of it when the screen is followed
    private int _length;
    private long _left; // of the current WebSocket frame
    private bool _isText;
    private bool _isPing;
    private bool _isFinal;

    protected ScreenLine(WatchOptions options, bool followed)
        : base(options.Port, inBytes: 64 * 1024, outBytes: 512)
    {
        _message = new byte[followed ? 256 * 1024 : HeadBytes];
        Followed = followed;
        Open(options);
    }

    /// <summary>Frames of the city that came, and bytes on the wire.</summary>
    internal long Frames { get; private set; }

    internal long Bytes { get; private set; }

    /// <summary>Ages of frames in ms, while somebody takes them.</summary>
    internal List<double>? Ages { get; set; }

    /// <summary>Time stamp and check-ins of the scope, in turn.</summary>
    internal List<long> Shown { get; } = [];

    internal bool Followed { get; }

    /// <summary>Says a text to the server.</summary>
    internal void Say(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> head = stackalloc byte[8]; // a client's frame is masked; a mask of zeros leaves the bytes as they are
        head.Clear();
        (head[0], head[1]) = (0x81, (byte)(0x80 | (bytes.Length < 126 ? bytes.Length : 126)));
        if (bytes.Length >= 126) BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)bytes.Length);
        Write(head[..(bytes.Length < 126 ? 6 : 8)]);
        Write(bytes);
        Flush();
    }

    /// <summary>Says that it is still there, for protocols that want it.</summary>
    internal abstract void Beat();

    /// <summary>True when each message ends with a byte of its own, false when with its WebSocket message.</summary>
    protected abstract byte? Separator { get; }

    /// <summary>Is this message one of the frames that the screen shows?</summary>
    protected abstract bool IsFrame(ReadOnlySpan<byte> head);

    /// <summary>Another message of the protocol.</summary>
    protected virtual void Hear(ReadOnlySpan<byte> head)
    {
    }

    protected override int Take(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            if (_left == 0 && !TryOpenFrame(bytes, ref at)) break;
            int part = (int)Math.Min(_left, bytes.Length - at);
            if (_isPing && part < _left) break; // at most 125 bytes: answered in one piece
            if (_isPing) Answer(bytes.Slice(at, part));
            if (_isText) TakeText(bytes.Slice(at, part));
            at += part;
            _left -= part;
            if (_left == 0 && _isText && _isFinal && Separator is null) EndMessage();
        }
        Bytes += at;
        return at;
    }

    protected override void AfterRead() => Flush();

    private bool TryOpenFrame(ReadOnlySpan<byte> bytes, ref int at)
    {
        var rest = bytes[at..];
        if (rest.Length < 2) return false;
        int header = (rest[1] & 0x7F) switch { 126 => 4, 127 => 10, _ => 2 };
        if (rest.Length < header) return false;
        _left = header switch { 4 => BinaryPrimitives.ReadUInt16BigEndian(rest[2..]), 10 => BinaryPrimitives.ReadInt64BigEndian(rest[2..]), _ => rest[1] & 0x7F };
        (_isFinal, _isText, _isPing) = ((rest[0] & 0x80) != 0, (rest[0] & 0x0F) is 0 or 1, (rest[0] & 0x0F) == 9);
        at += header;
        return true;
    }

    /// <summary>RFC 6455 §5.5.3: a pong bears what the ping bore. A server that hears none takes the screen for one that does not read.</summary>
    private void Answer(ReadOnlySpan<byte> ping)
    {
        Write([0x8A, (byte)(0x80 | ping.Length), 0, 0, 0, 0]);
        Write(ping);
    }

    private void TakeText(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int end = Separator is { } separator ? text.IndexOf(separator) : -1;
            var part = end < 0 ? text : text[..end];
            int room = Math.Min(part.Length, _message.Length - _length);
            part[..room].CopyTo(_message.AsSpan(_length));
            _length += room;
            if (end < 0) return;
            EndMessage();
            text = text[(end + 1)..];
        }
    }

    private void EndMessage()
    {
        var message = _message.AsSpan(0, _length);
        _length = 0;
        if (!IsFrame(message))
        {
            Hear(message);
            return;
        }
        Frames++;
        Ages?.Add(FrameText.AgeOf(message));
        if (Followed && FrameText.TryCountOf(message, out long count)) Shown.AddRange([Stopwatch.GetTimestamp(), count]);
    }

    private void Open(WatchOptions options)
    {
        Socket.Send(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"GET {options.Path} HTTP/1.1\r\nHost: 127.0.0.1:{options.Port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")));
        var answer = new StringBuilder();
        byte[] one = new byte[1];
        while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (Socket.Receive(one) == 0) throw new IOException($"The server closed instead of opening a WebSocket: {answer}");
            answer.Append((char)one[0]);
        }
        if (!answer.ToString().StartsWith("HTTP/1.1 101", StringComparison.Ordinal)) throw new IOException($"No WebSocket: {answer}");
        Socket.Blocking = false;
    }
}
