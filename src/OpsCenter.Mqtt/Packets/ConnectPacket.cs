using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/* §3.1   protocol name · level · flags · keep alive · properties (5.0) · client id · will · user name · password
   flags  7 user name   6 password   5 will retain   4–3 will QoS   2 will   1 clean start   0 reserved */

/// <summary>A client asks for a session (§3.1).</summary>
/// <param name="Version">The level byte.</param>
/// <param name="ClientId">At most 65,535 bytes; empty: the server chooses one.</param>
public sealed record ConnectPacket(ProtocolVersion Version, string ClientId) : MqttPacket
{
    /// <summary>True: forget the session of that client id first. Default true. 3.1.1 calls it clean session and forgets it at the end too.</summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>Seconds, 0 to 65,535; 0 (the default): no keep alive.</summary>
    public ushort KeepAlive { get; init; }

    /// <summary>The will; default none.</summary>
    public WillMessage? Will { get; init; }

    /// <summary>The user name; default none.</summary>
    public string? UserName { get; init; }

    /// <summary>The password: any bytes; default none. 3.1.1 wants a user name with it.</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>5.0 only; default none.</summary>
    public MqttProperties Properties { get; init; } = MqttProperties.None;

    /// <inheritdoc/>
    public override PacketType Type => PacketType.Connect;

    /// <summary>The password does not show.</summary>
    public override string ToString() =>
        $"CONNECT {Version} '{ClientId}'{(CleanStart ? " clean" : "")} {KeepAlive} s{(UserName is null ? "" : $" user '{UserName}'")}"
        + $"{(Password is null ? "" : " password")}{(Will is null ? "" : $" will {Will.Topic}")}{Properties}";

    internal static ConnectPacket Read(ref WireReader reader, byte headerFlags)
    {
        var answers = false; // whether a fault found here is answered by a CONNACK of 5.0 before the close
        try
        {
            var version = ReadVersion(ref reader, headerFlags);
            var flags = reader.ReadByte();
            if (version != ProtocolVersion.V31 && (flags & 1) != 0)
                throw Fault.Malformed("MQTT-3.1.2-3", "CONNECT has its reserved flag set.");
            var willQoS = (flags >> 3) & 3;
            if (willQoS == 3) throw Fault.Malformed("MQTT-3.1.2-12", "A will has QoS 3."); // 3.1.1: MQTT-3.1.2-14
            if ((flags & 4) == 0 && (flags & 0x38) != 0)
                throw Fault.Malformed("MQTT-3.1.2-11", "CONNECT has no will, but will flags."); // QoS; retain: MQTT-3.1.2-13
            if (version != ProtocolVersion.V5 && (flags & 0xC0) == 0x40)
                throw Fault.Malformed("MQTT-3.1.2-22", "CONNECT has a password, but no user name.");
            var keepAlive = reader.ReadUInt16();

            answers = version == ProtocolVersion.V5;
            var properties = version == ProtocolVersion.V5 ? ReadProperties(ref reader) : MqttProperties.None;
            answers = false;
            var clientId = reader.ReadText();

            answers = version == ProtocolVersion.V5;
            var will = (flags & 4) != 0 ? ReadWill(ref reader, version, (QoS)willQoS, (flags & 0x20) != 0) : null;
            answers = false;
            var userName = (flags & 0x80) != 0 ? reader.ReadText() : null;
            ReadOnlyMemory<byte>? password = (flags & 0x40) != 0 ? reader.ReadBinary().ToArray() : default(ReadOnlyMemory<byte>?);
            reader.ExpectEnd();
            return new ConnectPacket(version, clientId)
            {
                CleanStart = (flags & 2) != 0,
                KeepAlive = keepAlive,
                Will = will,
                UserName = userName,
                Password = password,
                Properties = properties,
            };
        }
        catch (MqttProtocolException fault) when (!answers && fault.Reason != ReasonCode.UnsupportedProtocolVersion)
        {
            throw fault.Silenced();
        }
    }

    private static ProtocolVersion ReadVersion(ref WireReader reader, byte headerFlags)
    {
        var name = reader.ReadBinary();
        var isOld = name.SequenceEqual("MQIsdp"u8);
        if (!isOld && !name.SequenceEqual("MQTT"u8)) throw Fault.Protocol("MQTT-3.1.2-1", "The protocol name is not MQTT.");
        var level = reader.ReadByte();
        if (isOld ? level != 3 : level is not (4 or 5))
            throw new MqttProtocolException(ReasonCode.UnsupportedProtocolVersion, "MQTT-3.1.2-2", $"Protocol level {level} is not spoken here.");
        if (!isOld && headerFlags != 0) throw Fault.Malformed("MQTT-2.1.3-1", $"CONNECT has flags {headerFlags}, not 0.");
        return (ProtocolVersion)level;
    }

    private static MqttProperties ReadProperties(ref WireReader reader)
    {
        var properties = MqttProperties.Read(ref reader, PropertyPlace.Connect);
        if (properties.Bytes(PropertyId.AuthenticationData) is not null && properties.Text(PropertyId.AuthenticationMethod) is null)
            throw Fault.Protocol("§3.1.2.11.10", "CONNECT has authentication data, but no method.");
        return properties;
    }

    private static WillMessage ReadWill(ref WireReader reader, ProtocolVersion version, QoS qos, bool retain)
    {
        var properties = version == ProtocolVersion.V5 ? PublishView.ReadProperties(ref reader, PropertyPlace.Will) : MqttProperties.None;
        var topic = TopicName.Decode(reader.ReadBinary(), "MQTT-3.1.3-11");
        return new WillMessage(topic, reader.ReadBinary().ToArray(), qos, retain) { Properties = properties };
    }

    private protected override void WriteBody(ref WireWriter writer, ProtocolVersion version)
    {
        writer.Binary(Version == ProtocolVersion.V31 ? "MQIsdp"u8 : "MQTT"u8);
        writer.Byte((byte)Version);
        writer.Byte((byte)((UserName is null ? 0 : 0x80) | (Password is null ? 0 : 0x40) | (CleanStart ? 2 : 0)
            | (Will is null ? 0 : 4 | ((int)Will.QoS << 3) | (Will.Retain ? 0x20 : 0))));
        writer.UInt16(KeepAlive);
        if (Version == ProtocolVersion.V5) Properties.Write(ref writer);
        writer.Text(ClientId);
        if (Will is not null)
        {
            if (Version == ProtocolVersion.V5) Will.Properties.Write(ref writer);
            writer.Text(Will.Topic);
            writer.Binary(Will.Payload.Span);
        }
        if (UserName is not null) writer.Text(UserName);
        if (Password is not null) writer.Binary(Password.Value.Span);
    }
}
