using OpsCenter.KioskProtocol.Down;
using OpsCenter.Mqtt.Client;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Kiosk.Link;

/// <summary>How a kiosk speaks to the server.</summary>
public sealed record KioskLinkOptions
{
    /// <summary>How to reach the server.</summary>
    public required MqttDial Dial { get; init; }

    /// <summary>The source of the random waits between attempts, used by this link alone.</summary>
    public required Random Jitter { get; init; }

    /// <summary>The version of the kiosk's software, for <c>state</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The version of MQTT; default 5.0.</summary>
    public ProtocolVersion Protocol { get; init; } = ProtocolVersion.V5;

    /// <summary>The longest silence before a ping; default 60 s: a <c>state</c> goes every 30 s anyway.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often <c>state</c> goes; default 30 s, as the wire says.</summary>
    public TimeSpan StateInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How fast taps go.</summary>
    public CourierOptions Courier { get; init; } = new();

    /// <summary>Takes what the server says; when it returns, a desired state or command counts as applied. Called one at a time. Default: applied at once.</summary>
    public Action<DownMessage>? OnDown { get; init; }

    /// <summary>°C inside the case; default: not said.</summary>
    public Func<double?> Temperature { get; init; } = static () => null;

    /// <summary>The clock; default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
