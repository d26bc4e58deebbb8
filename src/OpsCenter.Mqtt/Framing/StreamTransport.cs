using System.IO.Pipelines;

namespace OpsCenter.Mqtt.Framing;

/// <summary>A stream as a transport: for sockets without Kestrel, for TLS, and for the client. Completing both ends closes the stream.</summary>
public sealed class StreamTransport : IDuplexPipe, IAsyncDisposable
{
    private readonly Stream _stream;

    /// <summary>Takes the stream over.</summary>
    /// <param name="stream">Readable and writable. Its reads of no bytes must wait for data, so that an idle connection holds no buffer; sockets and TLS do.</param>
    public StreamTransport(Stream stream)
    {
        _stream = stream;
        Input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, minimumReadSize: 1024, leaveOpen: true, useZeroByteReads: true));
        Output = PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: 16 * 1024, leaveOpen: true));
    }

    /// <inheritdoc/>
    public PipeReader Input { get; }

    /// <inheritdoc/>
    public PipeWriter Output { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
