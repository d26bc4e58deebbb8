namespace OpsCenter.Mqtt.Faults;

/// <summary>What holds for every reason code: which are failures, and what 3.1.1 says instead.</summary>
public static class ReasonCodes
{
    /// <summary>True from 0x80 on (§2.4).</summary>
    public static bool IsFailure(this ReasonCode reason) => reason >= ReasonCode.UnspecifiedError;

    /// <summary>The CONNACK return code of 3.1.1 (§3.2.2.3): 0 accepted, 1 version, 2 identifier, 3 unavailable, 4 user or password, 5 not authorised.</summary>
    public static byte ToConnectReturnCode(this ReasonCode reason) => reason switch
    {
        ReasonCode.Success => 0,
        ReasonCode.UnsupportedProtocolVersion => 1,
        ReasonCode.ClientIdentifierNotValid => 2,
        ReasonCode.ServerUnavailable or ReasonCode.ServerBusy or ReasonCode.ConnectionRateExceeded or ReasonCode.QuotaExceeded
            or ReasonCode.UseAnotherServer or ReasonCode.ServerMoved or ReasonCode.ServerShuttingDown => 3,
        ReasonCode.BadUserNameOrPassword => 4,
        _ => 5,
    };

    /// <summary>The reason behind a CONNACK return code of 3.1.1, 0 to 5; others are unspecified errors.</summary>
    public static ReasonCode FromConnectReturnCode(byte code) => code switch
    {
        0 => ReasonCode.Success,
        1 => ReasonCode.UnsupportedProtocolVersion,
        2 => ReasonCode.ClientIdentifierNotValid,
        3 => ReasonCode.ServerUnavailable,
        4 => ReasonCode.BadUserNameOrPassword,
        5 => ReasonCode.NotAuthorized,
        _ => ReasonCode.UnspecifiedError,
    };
}
