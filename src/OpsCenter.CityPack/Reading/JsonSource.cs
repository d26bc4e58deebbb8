using System.Text.Json;

namespace OpsCenter.CityPack.Reading;

/// <summary>Reads a JSON file into values with line numbers. Comments and trailing commas are faults; so is a member that comes twice.</summary>
internal static class JsonSource
{
    private const int Deepest = 16;

    /// <summary>The file's value; null when the file is missing or, told as a fault, no JSON.</summary>
    internal static JsonValue? Read(PackFolder folder, string file, FaultList faults)
    {
        if (folder.Utf8(file) is not { } bytes) return null;
        try
        {
            var lines = new LineCounter(bytes);
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Deepest });
            reader.Read();
            var value = Value(ref reader, lines, file, faults);
            reader.Read();
            return value;
        }
        catch (JsonException bad)
        {
            string reason = bad.Message.Split(" LineNumber:")[0];
            faults.Add(file, (int)(bad.LineNumber ?? 0) + 1, $"This is no JSON: {reason}");
            return null;
        }
    }

    private static JsonValue Value(ref Utf8JsonReader reader, LineCounter lines, string file, FaultList faults)
    {
        int line = lines.LineOf(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var map = new JsonValue(JsonValueKind.Object, line, "");
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
                {
                    int nameLine = lines.LineOf(reader.TokenStartIndex);
                    string name = Text(ref reader, nameLine, file, faults);
                    if (map.Find(name) is not null) faults.Add(file, nameLine, $"Member '{name}' comes twice.");
                    reader.Read();
                    map.Members.Add((name, nameLine, Value(ref reader, lines, file, faults)));
                }
                return map;
            case JsonTokenType.StartArray:
                var list = new JsonValue(JsonValueKind.Array, line, "");
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray) list.Items.Add(Value(ref reader, lines, file, faults));
                return list;
            case JsonTokenType.String: return new JsonValue(JsonValueKind.String, line, Text(ref reader, line, file, faults));
            case JsonTokenType.Number: return new JsonValue(JsonValueKind.Number, line, System.Text.Encoding.ASCII.GetString(reader.ValueSpan));
            case JsonTokenType.True: return new JsonValue(JsonValueKind.True, line, "");
            case JsonTokenType.False: return new JsonValue(JsonValueKind.False, line, "");
            default: return new JsonValue(JsonValueKind.Null, line, "");
        }
    }

    private static string Text(ref Utf8JsonReader reader, int line, string file, FaultList faults)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException) // how the reader says that an escape stands for no character
        {
            faults.Add(file, line, "A text holds half a character: \\ud800 to \\udfff stand in pairs only.");
            return "";
        }
    }

    /// <summary>Counts lines forward; offsets come in rising order.</summary>
    private sealed class LineCounter(byte[] bytes)
    {
        private int _at;
        private int _line = 1;

        internal int LineOf(long offset)
        {
            _line += bytes.AsSpan(_at, (int)offset - _at).Count((byte)'\n');
            _at = (int)offset;
            return _line;
        }
    }
}
