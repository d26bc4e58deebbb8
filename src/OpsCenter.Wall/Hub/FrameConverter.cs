using System.Text.Json;
using System.Text.Json.Serialization;
using OpsCenter.Board;

namespace OpsCenter.Wall.Hub;

/// <summary>Puts a frame's bytes into the hub's message as they are: serialized once, for all screens.</summary>
internal sealed class FrameConverter : JsonConverter<Frame>
{
    /// <exception cref="NotSupportedException">Always: the server sends frames and takes none.</exception>
    public override Frame Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The server sends frames and takes none.");

    public override void Write(Utf8JsonWriter writer, Frame value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
