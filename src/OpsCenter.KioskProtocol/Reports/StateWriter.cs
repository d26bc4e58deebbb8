using System.Buffers;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Writing;

namespace OpsCenter.KioskProtocol.Reports;

/// <summary>Writes the payload of <c>state</c>.</summary>
public static class StateWriter
{
    /// <summary>Writes one report; what it does not say is left out.</summary>
    public static void Write(IBufferWriter<byte> output, KioskState state)
    {
        using var json = Json.Begin(output);
        json.WriteBoolean("online"u8, state.IsOnline);
        if (state.Now is { } now) json.WriteString("now"u8, Json.Instant(now));
        if (state.Since is { } since)
        {
            json.WriteString("boot"u8, since.Boot);
            json.WriteNumber("mono"u8, since.Milliseconds);
        }
        if (state.Uptime is { } uptime) json.WriteNumber("uptime"u8, uptime);
        if (state.Version is not null) json.WriteString("version"u8, state.Version);
        if (state.Outbox != OutboxId.Default || state.LastSeq is not null) json.WriteString("outbox"u8, state.Outbox.ToString());
        if (state.LastSeq is { } last) json.WriteNumber("lastSeq"u8, last);
        if (state.OldestSeq is { } oldest) json.WriteNumber("oldestSeq"u8, oldest);
        if (state.Queued is { } queued) json.WriteNumber("queued"u8, queued);
        if (state.Temperature is { } temperature) json.WriteNumber("temperature"u8, temperature);
        if (state.Applied is not null) json.WriteString("applied"u8, state.Applied);
        json.WriteEndObject();
    }

    /// <summary>One report as bytes.</summary>
    public static byte[] ToBytes(KioskState state) => Json.Bytes(state, Write);
}
