using System.Text.Json;

namespace OpsCenter.KioskProtocol.Reading;

/// <summary>Reads one object's members; the reader stands on its start and ends on its end.</summary>
internal delegate T? ReadMembers<T>(ref Utf8JsonReader json, ref string? fault) where T : class;

/// <summary>The frame around every reader but the tap's: opens, reads, closes, and turns broken JSON into a word.</summary>
internal static class Guarded
{
    internal static (T? Read, string? Fault) Read<T>(ReadOnlySpan<byte> payload, ReadMembers<T> members) where T : class
    {
        try
        {
            string? fault = Payload.TryOpen(payload, out var json);
            if (fault is not null) return (null, fault);
            var read = members(ref json, ref fault);
            Payload.Close(ref json);
            return fault is null ? (read, null) : (null, fault);
        }
        catch (JsonException)
        {
            return (null, FaultReason.BadJson);
        }
        catch (InvalidOperationException) // half a surrogate pair, written as an escape
        {
            return (null, FaultReason.BadJson);
        }
    }
}
