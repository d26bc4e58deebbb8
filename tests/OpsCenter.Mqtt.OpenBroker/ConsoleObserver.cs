using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Mqtt.OpenBroker;

/// <summary>Says on the console what went wrong; for reading along with a suite.</summary>
internal sealed class ConsoleObserver : BrokerObserver
{
    public override void ConnectRefused(BrokerPeer peer, string clientId, ReasonCode reason) => Console.WriteLine($"'{clientId}' refused: {reason}");

    public override void ProtocolBroken(BrokerPeer peer, MqttSession? session, MqttProtocolException fault) =>
        Console.WriteLine($"'{session?.ClientId}': {fault.Reason}, {fault.Message}");

    public override void Failed(MqttSession? session, Exception exception) => Console.WriteLine($"'{session?.ClientId}': {exception}");
}
