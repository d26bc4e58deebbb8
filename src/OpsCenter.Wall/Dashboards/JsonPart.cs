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

    /// <summary>Reads a whole file. A member that is there twice is a fault; so is anything that is no JSON (comments are allowed).</summary>
    /// <returns>The file's value; null when it is no JSON.</returns>
    internal static JsonPart? Read(byte[] utf8, Action<int, string> fault)
    {
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
            JsonTokenType.String => reader.GetString()!,
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
                string name = reader.GetString()!;
                int at = LineAt(utf8, reader.TokenStartIndex);
                reader.Read();
                if (!part.Members.TryAdd(name, ReadValue(ref reader, utf8, fault))) fault(at, $"'{name}' is there twice.");
            }
        }
        return part;
    }

    private static int LineAt(byte[] utf8, long index) => 1 + utf8.AsSpan(0, (int)index).Count((byte)'\n');
}
