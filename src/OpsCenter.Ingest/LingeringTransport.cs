using System.IO.Pipelines;

namespace OpsCenter.Ingest;

/// <summary>
/// A connection that the broker ends is not closed over bytes it left unread: the kernel would answer them with a reset, and a reset makes the
/// client's kernel throw away the DISCONNECT that says why. The broker's closing is held back until what has arrived is read and forgotten.
/// </summary>
/// <param name="socket">The pipes of Kestrel's socket.</param>
internal sealed class LingeringTransport(IDuplexPipe socket) : IDuplexPipe
{
    /// <summary>Nothing arrived for so long: the client has stopped sending.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    /// <summary>The most that is read and forgotten; a client that sends on is reset.</summary>
    private const int MostBytes = 64 << 10;

    private readonly HeldReader _input = new(socket.Input);

    public PipeReader Input => _input;

    public PipeWriter Output { get; } = new HeldWriter(socket.Output);

    /// <summary>Reads what has arrived until there is a pause, the end, or too much; then closes.</summary>
    internal async Task CloseAsync(TimeProvider time)
    {
        try
        {
            _input.LetGo();
            using var patience = new CancellationTokenSource(Quiet, time);
            for (long forgotten = 0; forgotten < MostBytes;)
            {
                var result = await socket.Input.ReadAsync(patience.Token);
                forgotten += result.Buffer.Length;
                socket.Input.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted || !patience.TryReset()) break;
                patience.CancelAfter(Quiet);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or InvalidOperationException)
        {
            // Quiet, or gone: nothing more is owed.
        }
        await socket.Output.CompleteAsync();
        await socket.Input.CompleteAsync();
    }

    private sealed class HeldReader(PipeReader inner) : PipeReader
    {
        private SequencePosition? _end;

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => Taken(await inner.ReadAsync(cancellationToken));

        public override bool TryRead(out ReadResult result)
        {
            if (!inner.TryRead(out result)) return false;
            Taken(result);
            return true;
        }

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            _end = null;
            inner.AdvanceTo(consumed, examined);
        }

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null)
        {
        }

        /// <summary>A read that the broker broke off within is given back whole.</summary>
        internal void LetGo()
        {
            if (_end is { } end) AdvanceTo(end);
        }

        private ReadResult Taken(ReadResult result)
        {
            _end = result.Buffer.End;
            return result;
        }
    }

    private sealed class HeldWriter(PipeWriter inner) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) => inner.WriteAsync(source, cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
