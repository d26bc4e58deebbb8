using System.Buffers;
using System.IO.Pipelines;

namespace OpsCenter.Simulation.Tests.Network;

/// <summary>The server's end of a connection, as Kestrel gives it to the broker.</summary>
internal sealed class ServerEnd : IDuplexPipe
{
    private readonly Pipe _up = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0));

    internal ServerEnd(Connection connection) => Output = new Writer(connection);

    public PipeReader Input => _up.Reader;

    public PipeWriter Output { get; }

    /// <summary>Told what comes, as text; null but in a negative control.</summary>
    internal Action<string>? Overheard { get; set; }

    /// <summary>Bytes have come over the cable.</summary>
    internal void Arrive(ReadOnlyMemory<byte> bytes)
    {
        Overheard?.Invoke(System.Text.Encoding.UTF8.GetString(bytes.Span));
        _up.Writer.Write(bytes.Span);
        _ = _up.Writer.FlushAsync().AsTask(); // no threshold: it never waits
    }

    /// <summary>The kiosk closed its end, or the connection was reset.</summary>
    internal void End() => _up.Writer.Complete();

    private sealed class Writer(Connection connection) : PipeWriter
    {
        private readonly ArrayBufferWriter<byte> _written = new(512);
        private bool _isCompleted;

        public override void Advance(int bytes) => _written.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => _written.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => _written.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            if (_written.WrittenCount > 0) connection.SendDown(_written.WrittenMemory.ToArray());
            _written.ResetWrittenCount();
            return ValueTask.FromResult(new FlushResult(isCanceled: false, isCompleted: connection.IsOverForServer));
        }

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
            if (_isCompleted) return;
            _isCompleted = true;
            connection.CloseDown();
        }
    }
}
