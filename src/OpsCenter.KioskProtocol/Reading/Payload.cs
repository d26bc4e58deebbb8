using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace OpsCenter.KioskProtocol.Reading;

/// <summary>What holds for every payload: its size, its encoding, one JSON object and nothing after it.</summary>
public static class Payload
{
    /// <summary>The largest payload, in bytes: 16 KiB.</summary>
    public const int MaxBytes = 16 * 1024;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 16, CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false };

    /// <summary>Checks the frame of a payload and stands the reader on the object's start.</summary>
    /// <returns>The fault's word; null when there is none so far.</returns>
    internal static string? TryOpen(ReadOnlySpan<byte> payload, out Utf8JsonReader json)
    {
        json = default;
        if (payload.Length > MaxBytes) return FaultReason.TooLarge;
        if (!Utf8.IsValid(payload)) return FaultReason.BadJson;
        json = new Utf8JsonReader(payload, Strict);
        json.Read();
        if (json.TokenType is JsonTokenType.StartObject) return null;
        json.Skip();
        Close(ref json);
        return FaultReason.NotAnObject;
    }

    /// <summary>Reads past the object's end: anything there but white space throws.</summary>
    internal static void Close(ref Utf8JsonReader json) => json.Read();

    /// <summary>Lays a payload that came in pieces side by side, for the time of one call.</summary>
    internal static TResult Joined<TResult>(in ReadOnlySequence<byte> payload, Func<ReadOnlySpan<byte>, TResult> read)
    {
        if (payload.IsSingleSegment) return read(payload.FirstSpan);
        int length = (int)Math.Min(payload.Length, MaxBytes + 1);
        byte[] joined = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            payload.Slice(0, length).CopyTo(joined);
            return read(joined.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined, clearArray: true);
        }
    }
}
