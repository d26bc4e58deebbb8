using System.Threading.Tasks.Sources;

namespace OpsCenter.Simulation.Tests.Network;

/// <summary>The kiosk's end of a connection, as the stream of a socket: a read waits until bytes have come.</summary>
internal sealed class ClientStream(Connection connection) : Stream, IValueTaskSource<int>
{
    private readonly Queue<ReadOnlyMemory<byte>> _come = new();
    private ManualResetValueTaskSourceCore<int> _read;
    private CancellationTokenRegistration _registration;
    private Memory<byte> _into;
    private bool _isReading, _isEnded, _isClosed;
    private IOException? _broken;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Bytes have come over the cable.</summary>
    internal void Arrive(ReadOnlyMemory<byte> bytes)
    {
        _come.Enqueue(bytes);
        Continue();
    }

    /// <summary>The server closed its end.</summary>
    internal void End()
    {
        _isEnded = true;
        Continue();
    }

    /// <summary>The connection was reset.</summary>
    internal void Break()
    {
        _broken = new IOException("The connection was reset.");
        Continue();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TryRead(buffer, out int count)) return new ValueTask<int>(count);
        _read.Reset();
        (_into, _isReading) = (buffer, true);
        _registration = cancellationToken.UnsafeRegister(static (stream, token) => ((ClientStream)stream!).Cancel(token), this);
        return new ValueTask<int>(this, _read.Version);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (_broken is not null) throw _broken;
        connection.SendUp(buffer.ToArray());
        return default;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => _read.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _read.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _read.OnCompleted(continuation, state, token, flags);

    protected override void Dispose(bool disposing)
    {
        if (!_isClosed)
        {
            _isClosed = true;
            connection.CloseUp();
        }
        base.Dispose(disposing);
    }

    private bool TryRead(Memory<byte> buffer, out int count)
    {
        count = 0;
        if (_broken is not null) throw _broken;
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (!_come.TryPeek(out var next)) return _isEnded;
        if (buffer.IsEmpty) return true; // a read of no bytes waits for bytes, and they are there
        count = Math.Min(next.Length, buffer.Length);
        next[..count].CopyTo(buffer);
        _come.Dequeue();
        if (count == next.Length) return true;
        var rest = new[] { next[count..] }.Concat(_come).ToList();
        _come.Clear();
        rest.ForEach(_come.Enqueue);
        return true;
    }

    private void Continue()
    {
        if (!_isReading) return;
        try
        {
            if (!TryRead(_into, out int count)) return;
            Answer();
            _read.SetResult(count);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            Answer();
            _read.SetException(failure);
        }
    }

    private void Cancel(CancellationToken token)
    {
        if (!_isReading) return;
        Answer();
        _read.SetException(new OperationCanceledException(token));
    }

    private void Answer()
    {
        _isReading = false;
        _registration.Unregister();
    }
}
