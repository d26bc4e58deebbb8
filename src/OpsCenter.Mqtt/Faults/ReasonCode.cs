namespace OpsCenter.Mqtt.Faults;

/// <summary>Why something was done or refused: the one-byte codes of MQTT 5.0 §2.4. From 0x80 on they mean failure.</summary>
/// <remarks>3.1.1 knows few of them; <see cref="ReasonCodes.ToConnectReturnCode"/> maps the ones of CONNACK, a SUBACK turns every failure into 0x80.</remarks>
public enum ReasonCode : byte
{
    /// <summary>Done; also QoS 0 granted (SUBACK) and normal disconnection (DISCONNECT).</summary>
    Success = 0x00,

    /// <summary>SUBACK: at most QoS 1 will be sent.</summary>
    GrantedQoS1 = 0x01,

    /// <summary>SUBACK: at most QoS 2 will be sent.</summary>
    GrantedQoS2 = 0x02,

    /// <summary>DISCONNECT from a client that wants its will published.</summary>
    DisconnectWithWill = 0x04,

    /// <summary>PUBACK, PUBREC: taken, but nobody subscribes.</summary>
    NoMatchingSubscribers = 0x10,

    /// <summary>UNSUBACK: there was no such subscription.</summary>
    NoSubscriptionExisted = 0x11,

    /// <summary>AUTH: go on with the exchange.</summary>
    ContinueAuthentication = 0x18,

    /// <summary>AUTH: begin the exchange anew.</summary>
    ReAuthenticate = 0x19,

    /// <summary>No reason is given, or none fits.</summary>
    UnspecifiedError = 0x80,

    /// <summary>The bytes break the grammar of the protocol.</summary>
    MalformedPacket = 0x81,

    /// <summary>A well-formed packet that must not come here or now.</summary>
    ProtocolError = 0x82,

    /// <summary>Valid, but the server does not take it.</summary>
    ImplementationSpecificError = 0x83,

    /// <summary>CONNACK: the server does not speak that version.</summary>
    UnsupportedProtocolVersion = 0x84,

    /// <summary>CONNACK: the client identifier is valid but not allowed.</summary>
    ClientIdentifierNotValid = 0x85,

    /// <summary>CONNACK: no such user, or not that password.</summary>
    BadUserNameOrPassword = 0x86,

    /// <summary>Not allowed.</summary>
    NotAuthorized = 0x87,

    /// <summary>CONNACK: the server cannot serve now.</summary>
    ServerUnavailable = 0x88,

    /// <summary>The server is busy; try later.</summary>
    ServerBusy = 0x89,

    /// <summary>CONNACK: this client is barred.</summary>
    Banned = 0x8A,

    /// <summary>DISCONNECT: the server stops.</summary>
    ServerShuttingDown = 0x8B,

    /// <summary>The authentication method is not known or not the one begun with.</summary>
    BadAuthenticationMethod = 0x8C,

    /// <summary>DISCONNECT: nothing was heard for one and a half keep-alive times.</summary>
    KeepAliveTimeout = 0x8D,

    /// <summary>DISCONNECT: another connection took over the session.</summary>
    SessionTakenOver = 0x8E,

    /// <summary>The topic filter is well-formed but not taken.</summary>
    TopicFilterInvalid = 0x8F,

    /// <summary>The topic name is well-formed but not taken.</summary>
    TopicNameInvalid = 0x90,

    /// <summary>The packet identifier is in use.</summary>
    PacketIdentifierInUse = 0x91,

    /// <summary>PUBREL, PUBCOMP: no such packet identifier.</summary>
    PacketIdentifierNotFound = 0x92,

    /// <summary>DISCONNECT: more unacknowledged publishes than the Receive Maximum.</summary>
    ReceiveMaximumExceeded = 0x93,

    /// <summary>DISCONNECT: a topic alias above the maximum, or of 0.</summary>
    TopicAliasInvalid = 0x94,

    /// <summary>A packet longer than the Maximum Packet Size.</summary>
    PacketTooLarge = 0x95,

    /// <summary>DISCONNECT: messages come too fast.</summary>
    MessageRateTooHigh = 0x96,

    /// <summary>A limit that an administrator set is reached.</summary>
    QuotaExceeded = 0x97,

    /// <summary>DISCONNECT: an administrator ended the connection.</summary>
    AdministrativeAction = 0x98,

    /// <summary>The payload is not of the format it claims or the server wants.</summary>
    PayloadFormatInvalid = 0x99,

    /// <summary>The server keeps no retained messages.</summary>
    RetainNotSupported = 0x9A,

    /// <summary>The QoS is above the server's Maximum QoS.</summary>
    QoSNotSupported = 0x9B,

    /// <summary>Use another server for now.</summary>
    UseAnotherServer = 0x9C,

    /// <summary>Use another server from now on.</summary>
    ServerMoved = 0x9D,

    /// <summary>Shared subscriptions are not taken.</summary>
    SharedSubscriptionsNotSupported = 0x9E,

    /// <summary>Connections come too fast.</summary>
    ConnectionRateExceeded = 0x9F,

    /// <summary>DISCONNECT: the longest time of a connection is over.</summary>
    MaximumConnectTime = 0xA0,

    /// <summary>Subscription identifiers are not taken.</summary>
    SubscriptionIdentifiersNotSupported = 0xA1,

    /// <summary>Filters with wildcards are not taken.</summary>
    WildcardSubscriptionsNotSupported = 0xA2,
}
