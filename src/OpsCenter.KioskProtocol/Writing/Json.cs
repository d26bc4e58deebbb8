using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpsCenter.KioskProtocol.Writing;

/// <summary>How every payload is written: no white space, Chinese as itself.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A writer that stands inside the payload's object.</summary>
    internal static Utf8JsonWriter Begin(IBufferWriter<byte> output)
    {
        var json = new Utf8JsonWriter(output, Plain);
        json.WriteStartObject();
        return json;
    }

    /// <summary>RFC 3339 with milliseconds and offset.</summary>
    internal static string Instant(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>A payload as bytes.</summary>
    internal static byte[] Bytes<T>(T message, Action<IBufferWriter<byte>, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        write(buffer, message);
        return buffer.WrittenSpan.ToArray();
    }
}
