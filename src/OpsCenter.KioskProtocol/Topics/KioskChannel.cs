namespace OpsCenter.KioskProtocol.Topics;

/// <summary>The last level of a kiosk's topics (<c>wire.md</c>, MQTT): what is said there and who says it.</summary>
public enum KioskChannel
{
    /// <summary>Taps, from the kiosk.</summary>
    Up,

    /// <summary>The kiosk's report on itself, retained; the will writes here.</summary>
    State,

    /// <summary>Questions of the kiosk, answered on <see cref="Down"/>.</summary>
    Ask,

    /// <summary>What the server has journaled, from the server.</summary>
    Receipt,

    /// <summary>Desired state, commands and answers, from the server.</summary>
    Down,
}
