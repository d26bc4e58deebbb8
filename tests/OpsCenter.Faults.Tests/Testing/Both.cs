using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>The two versions of MQTT, for theories.</summary>
public static class Both
{
    public static TheoryData<ProtocolVersion> Versions => [ProtocolVersion.V311, ProtocolVersion.V5];
}
