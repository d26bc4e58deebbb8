using System.IO.Pipelines;

namespace OpsCenter.Kiosk.Tests.Testing;

/// <summary>A connection in memory that can be cut like a cable.</summary>
internal sealed class MemoryWire
{
    private readonly Pipe _up = new(), _down = new();

    internal MemoryWire()
    {
        Server = new End(_up.Reader, _down.Writer);
        Client = new ClientEnd(_down.Reader.AsStream(), _up.Writer.AsStream());
    }

    internal IDuplexPipe Server { get; }

    internal Stream Client { get; }

    internal void Cut()
    {
        _up.Writer.Complete(new IOException("The cable was cut."));
        _down.Writer.Complete(new IOException("The cable was cut."));
    }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class ClientEnd(Stream input, Stream output) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => output.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => input.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => input.ReadAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => output.Write(buffer, offset, count);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                await output.WriteAsync(buffer, cancellationToken);
            }
            catch (InvalidOperationException completed)
            {
                throw new IOException("The cable was cut.", completed);
            }
        }

        protected override void Dispose(bool disposing)
        {
            input.Dispose();
            output.Dispose();
            base.Dispose(disposing);
        }
    }
}
