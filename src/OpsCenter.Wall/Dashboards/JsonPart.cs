using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OpsCenter.Wall.Dashboards;

/// <summary>A value of a JSON file that knows its line, so that a fault can name it.</summary>
internal sealed class JsonPart(JsonTokenType kind, int line, string text)
{
    internal JsonTokenType Kind => kind;

    internal int Line => line;

    /// <summary>The text of a string, or a number as it was written; empty for all else.</summary>
    internal string Text => text;

    /// <summary>The members of an object, in order.</summary>
    internal Dictionary<string, JsonPart> Members { get; } = [];

    /// <summary>The items of an array, in order.</summary>
    internal List<JsonPart> Items { get; } = [];

    /// <summary>Reads a whole file. A member that is there twice is a fault; so is anything that is no UTF-8 or no JSON (comments are allowed).</summary>
    /// <returns>The file's value; null when it is no JSON.</returns>
    internal static JsonPart? Read(byte[] utf8, Action<int, string> fault)
    {
        if (FirstForeignByte(utf8) is { } at)
        {
            fault(LineAt(utf8, at), "the text is not UTF-8; save the file as UTF-8.");
            return null;
        }
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 });
        try
        {
            reader.Read();
            var whole = ReadValue(ref reader, utf8, fault);
            reader.Read();
            return whole;
        }
        catch (JsonException broken)
        {
            fault((int)(broken.LineNumber ?? 0) + 1, $"is no JSON: {broken.Message.Split(" LineNumber", 2)[0]}");
            return null;
        }
    }

    private static JsonPart ReadValue(ref Utf8JsonReader reader, byte[] utf8, Action<int, string> fault)
    {
        var part = new JsonPart(reader.TokenType, LineAt(utf8, reader.TokenStartIndex), reader.TokenType switch
        {
            JsonTokenType.String => TextOf(ref reader, utf8, fault),
            JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
            _ => "",
        });
        if (reader.TokenType is JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray) part.Items.Add(ReadValue(ref reader, utf8, fault));
        }
        else if (reader.TokenType is JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                string name = TextOf(ref reader, utf8, fault);
                int at = LineAt(utf8, reader.TokenStartIndex);
                reader.Read();
                if (!part.Members.TryAdd(name, ReadValue(ref reader, utf8, fault))) fault(at, $"'{name}' is there twice.");
            }
        }
        return part;
    }

    private static string TextOf(ref Utf8JsonReader reader, byte[] utf8, Action<int, string> fault)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException) // how the reader says that an escape stands for no character
        {
            fault(LineAt(utf8, reader.TokenStartIndex), "a text holds half a character: \\ud800 to \\udfff stand in pairs only.");
            return "";
        }
    }

    /// <summary>Where the bytes stop being UTF-8; null when they never do.</summary>
    private static int? FirstForeignByte(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out int length) is not OperationStatus.Done) return at;
            at += length;
        }
        return null;
    }

    private static int LineAt(byte[] utf8, long index) => 1 + utf8.AsSpan(0, (int)index).Count((byte)'\n');
}
