using System.Buffers;

namespace OpsCenter.Mqtt.Framing;

/// <summary>One packet as it lies in the buffer: valid only until the pipe is advanced.</summary>
/// <param name="Type">The upper four bits of the first byte.</param>
/// <param name="Flags">The lower four.</param>
/// <param name="Body">Everything behind the Remaining Length.</param>
public readonly record struct MqttFrame(PacketType Type, byte Flags, ReadOnlySequence<byte> Body);
