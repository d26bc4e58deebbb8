using System.IO.Pipelines;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Tests.Testing;

/// <summary>A broker on pipes in memory, with a clock of its own. Its limits are those of the open broker unless a test sets others.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    internal TestBroker(Action<BrokerOptions>? configure = null)
    {
        var options = new BrokerOptions
        {
            AcceptVersion31 = true,
            MaximumPacketSize = MqttFrameReader.LargestPacket,
            ReceiveMaximum = 20,
            TopicAliasMaximum = 10,
            MaximumKeepAlive = 60,
            MaxSessionExpiry = uint.MaxValue,
        };
        configure?.Invoke(options);
        Broker = new MqttBroker(options, Policy, Observer, Time);
    }

    internal ManualTime Time { get; } = new();

    internal TestPolicy Policy { get; } = new();

    internal TestObserver Observer { get; } = new();

    internal MqttBroker Broker { get; }

    /// <summary>A fresh connection that has said nothing yet.</summary>
    internal RawPeer Dial()
    {
        Assert.True(Broker.TryAdmit(BrokerPeer.Unknown, out var lease), "The broker turned the connection away.");
        var up = new Pipe();
        var down = new Pipe();
        var serving = Broker.ServeAsync(new Duplex(up.Reader, down.Writer), lease, CancellationToken.None);
        return new RawPeer(down.Reader, up.Writer, serving);
    }

    /// <summary>A connection with a session: 3.1.1 is clean, 5.0 starts clean and expires at once.</summary>
    internal async Task<RawPeer> ConnectAsync(string clientId, ProtocolVersion version = ProtocolVersion.V311)
    {
        var id = Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(clientId));
        var peer = Dial();
        if (version == ProtocolVersion.V5)
        {
            await peer.SendAsync($"10 {13 + clientId.Length:X2} 0004 4D515454 05 02 003C 00 {clientId.Length:X4} {id}");
            await peer.ExpectAsync("20 09 00 00 06 22 00 0A 21 00 14");
        }
        else
        {
            await peer.SendAsync($"10 {12 + clientId.Length:X2} 0004 4D515454 04 02 003C {clientId.Length:X4} {id}");
            await peer.ExpectAsync("20 02 00 00");
        }
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        Assert.Empty(Observer.Bugs);
    }

    internal sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
