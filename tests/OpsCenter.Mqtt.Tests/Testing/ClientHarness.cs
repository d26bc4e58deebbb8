using System.IO.Pipelines;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Client;

namespace OpsCenter.Mqtt.Tests.Testing;

/// <summary>A client's way to a test broker: pipes in memory, seen as a stream. It can be cut.</summary>
internal sealed class ClientHarness(TestBroker broker)
{
    private readonly List<Wire> _wires = [];

    /// <summary>How often the client has dialled.</summary>
    internal int Dialled => _wires.Count;

    /// <summary>When true, dialling fails.</summary>
    internal bool IsDown { get; set; }

    internal MqttDial Dial => _ =>
    {
        if (IsDown) throw new IOException("There is no network.");
        Assert.True(broker.Broker.TryAdmit(BrokerPeer.Unknown, out var lease));
        var up = new Pipe();
        var down = new Pipe();
        var wire = new Wire(down.Reader.AsStream(), up.Writer.AsStream());
        wire.Serving = broker.Broker.ServeAsync(new TestBroker.Duplex(up.Reader, down.Writer), lease, CancellationToken.None);
        _wires.Add(wire);
        return ValueTask.FromResult<Stream>(wire);
    };

    /// <summary>The network goes away under the newest connection.</summary>
    internal async Task CutAsync()
    {
        var wire = _wires[^1];
        await wire.DisposeAsync();
        await wire.Serving.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private sealed class Wire(Stream input, Stream output) : Stream
    {
        internal Task Serving { get; set; } = Task.CompletedTask;

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => input.ReadAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => output.WriteAsync(buffer, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            input.Dispose();
            output.Dispose();
            base.Dispose(disposing);
        }
    }
}
