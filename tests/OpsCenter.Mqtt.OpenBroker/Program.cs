using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.OpenBroker;

// dotnet run -c Release --project tests/OpsCenter.Mqtt.OpenBroker -- --port N [--verbose]     on 127.0.0.1; port 0: a free one, printed
var at = Array.IndexOf(args, "--port");
if (at < 0 || at + 1 >= args.Length || !int.TryParse(args[at + 1], CultureInfo.InvariantCulture, out var port) || port is < 0 or > 65_535)
{
    Console.Error.WriteLine("Say on which port: --port N, 0 to 65535.");
    return 2;
}

var options = new BrokerOptions
{
    AcceptVersion31 = true,
    MaximumPacketSize = MqttFrameReader.LargestPacket, // none is announced, as the suites compare CONNACK byte for byte
    ReceiveMaximum = 20,
    TopicAliasMaximum = 10,
    OutgoingTopicAliases = 10,
    MaxQueuedMessages = 100_000,
    MaximumKeepAlive = 60,
    MaxSessionExpiry = uint.MaxValue,
    ConnectsPerSecond = 100_000,
    ConnectBurst = 1_000_000,
};
BrokerObserver observer = args.Contains("--verbose") ? new ConsoleObserver() : BrokerObserver.None;
await using var broker = new MqttBroker(options, new OpenPolicy(), observer, TimeProvider.System);
using var listener = new TcpBrokerListener(broker, new IPEndPoint(IPAddress.Loopback, port));
using var stopping = new CancellationTokenSource();
using var onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
Console.WriteLine($"Open broker on {listener.LocalEndPoint}.");
await listener.RunAsync(stopping.Token);
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}
