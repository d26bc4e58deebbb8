namespace OpsCenter.Mqtt.Framing;

/// <summary>The protocol level byte of CONNECT (§3.1.2.2).</summary>
public enum ProtocolVersion : byte
{
    /// <summary>MQTT 3.1, the forerunner, under the name MQIsdp. A broker takes it only by option; on the wire it is 3.1.1 but for CONNECT.</summary>
    V31 = 3,

    /// <summary>MQTT 3.1.1.</summary>
    V311 = 4,

    /// <summary>MQTT 5.0.</summary>
    V5 = 5,
}
