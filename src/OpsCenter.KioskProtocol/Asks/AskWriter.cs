using System.Buffers;
using OpsCenter.KioskProtocol.Writing;

namespace OpsCenter.KioskProtocol.Asks;

/// <summary>Writes the payload of <c>ask</c>.</summary>
public static class AskWriter
{
    /// <summary>Writes one question.</summary>
    public static void Write(IBufferWriter<byte> output, Ask ask)
    {
        using var json = Json.Begin(output);
        json.WriteString("id"u8, ask.Id);
        json.WriteString("type"u8, "progress"u8);
        json.WriteStartObject("data"u8);
        json.WriteString("ticket"u8, ask.Ticket.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>One question as bytes.</summary>
    public static byte[] ToBytes(Ask ask) => Json.Bytes(ask, Write);
}
