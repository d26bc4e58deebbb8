using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Client;

/// <summary>How a client connects and what it promises the server.</summary>
public sealed record MqttClientOptions
{
    /// <summary>How to reach the server.</summary>
    public required MqttDial Dial { get; init; }

    /// <summary>At most 65,535 bytes; empty (the default): the server chooses.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>What to speak; default 5.0.</summary>
    public ProtocolVersion Version { get; init; } = ProtocolVersion.V5;

    /// <summary>True (the default): no earlier session is wanted. In 3.1.1 false also means that the session is kept afterwards.</summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>5.0: seconds that the server is to keep the session after the connection; 0 (the default): none, 4,294,967,295: for ever.</summary>
    public uint SessionExpiry { get; init; }

    /// <summary>The longest silence before a PINGREQ. 0 to 65,535 seconds; default 30 seconds; zero: none. The server may set another.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Null (the default): none.</summary>
    public string? UserName { get; init; }

    /// <summary>Null (the default): none.</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>Null (the default): none.</summary>
    public WillMessage? Will { get; init; }

    /// <summary>More properties for CONNECT (5.0), e.g. user properties; those that other options set must not be among them. Default none.</summary>
    public MqttProperties Properties { get; init; } = MqttProperties.None;

    /// <summary>QoS 1 and 2 messages under way to the server. 1 to 65,535; default 100. The server may lower it. Beyond, PublishAsync waits.</summary>
    public int MaxInFlight { get; init; } = 100;

    /// <summary>QoS 1 and 2 messages under way from the server (5.0). 1 to 65,535; default 100.</summary>
    public int ReceiveMaximum { get; init; } = 100;

    /// <summary>The longest packet taken. 128 to 268,435,460 bytes; default 1 MiB.</summary>
    public int MaximumPacketSize { get; init; } = 1024 * 1024;

    /// <summary>Topic aliases that the server may set up (5.0). 0 to 65,535; default 0.</summary>
    public int TopicAliasMaximum { get; init; }

    /// <summary>How long dialling and CONNECT may take together. Default 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Called for each message, one at a time, in order; QoS 1 and 2 are acknowledged when it is done. Null (the default): messages are acknowledged and dropped.</summary>
    /// <remarks>It may publish and await. Up to 1,000 messages wait for it, then nothing more is read. An exception ends the connection.</remarks>
    public Func<MqttMessage, CancellationToken, ValueTask>? OnMessage { get; init; }

    /// <summary>What is unfinished between connections. Null (the default): a fresh one, so that publishes fail with their connection.</summary>
    public MqttClientSession? Session { get; init; }

    /// <summary>The clock of keep alive and time-outs; default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
