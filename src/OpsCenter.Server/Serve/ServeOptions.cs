using System.Text;
using System.Text.Json;

namespace OpsCenter.Server.Serve;

/// <summary>The file of <c>serve --config FILE</c>. Paths in it are taken from the folder the server is started in.</summary>
/// <param name="Data">Where journal and keys are kept.</param>
/// <param name="Pack">The city pack's folder; null for the shipped one.</param>
/// <param name="Http">The HTTP port on loopback, 1 to 65,535, or 0 for a free one; a reverse proxy with TLS stands before it.</param>
/// <param name="Mqtt">The MQTT port on loopback, 1 to 65,535, or 0 for a free one.</param>
/// <param name="Kiosks">A CSV file <c>kiosk,secret</c>.</param>
/// <param name="Readers">A CSV file <c>user,secret</c> of integrators; null when there are none.</param>
/// <param name="StaffToken">A file that holds the bearer token of staff systems.</param>
/// <param name="WallToken">A file that holds the bearer token of screens.</param>
/// <param name="Settings">More settings by <c>Section:Name</c>, from the member <c>settings</c>; see <see cref="KnownSettings"/>.</param>
internal sealed record ServeOptions(
    string Data, string? Pack, int Http, int Mqtt, string Kiosks, string? Readers, string StaffToken, string WallToken, IReadOnlyDictionary<string, string?> Settings)
{
    private static readonly string[] Members = ["data", "pack", "http", "mqtt", "kiosks", "readers", "staffToken", "wallToken", "settings"];

    /// <exception cref="ConfigurationRefusedException">The file is not there or not right; the message names every fault.</exception>
    internal static ServeOptions Load(string file)
    {
        try
        {
            var comments = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };
            string text = ConfigurationFile.Read(file);
            RefuseHalfCharacters(file, text);
            using var json = JsonDocument.Parse(text, comments);
            return Read(file, json.RootElement);
        }
        catch (JsonException broken)
        {
            throw new ConfigurationRefusedException([$"{file}({(broken.LineNumber ?? 0) + 1}): here it stops being JSON, or a member comes twice."]);
        }
    }

    private static void RefuseHalfCharacters(string file, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
        List<string> faults = [];
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)) continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException) // how the reader says that an escape stands for no character
            {
                int line = 1 + utf8.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
                faults.Add($"{file}({line}): a text holds half a character; \\ud800 to \\udfff stand in pairs only.");
            }
        }
        if (faults.Count > 0) throw new ConfigurationRefusedException(faults);
    }

    private static ServeOptions Read(string file, JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object) throw new ConfigurationRefusedException([$"{file}: it must be one JSON object."]);
        List<string> faults = [.. json.EnumerateObject().Where(member => !Members.Contains(member.Name))
            .Select(member => $"{file}: '{member.Name}' is no setting; known are {string.Join(", ", Members)}.")];
        var options = new ServeOptions(
            Text("data")!, Text("pack", optional: true), Port("http"), Port("mqtt"), Text("kiosks")!, Text("readers", optional: true),
            Text("staffToken")!, Text("wallToken")!, Settings());
        if (options.Http == options.Mqtt && options.Http != 0) faults.Add($"{file}: 'http' and 'mqtt' are both {options.Http}; they need a port each.");
        return faults.Count == 0 ? options : throw new ConfigurationRefusedException(faults);

        string? Text(string name, bool optional = false)
        {
            if (!json.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
            {
                if (!optional) faults.Add($"{file}: '{name}' is missing.");
                return null;
            }
            if (value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text) return text;
            faults.Add($"{file}: '{name}' must be a text that is not empty.");
            return null;
        }

        int Port(string name)
        {
            if (json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out int port) && port is >= 0 and <= 65_535) return port;
            faults.Add($"{file}: '{name}' must be a port: a whole number from 1 to 65535, or 0 for a free one.");
            return 0;
        }

        Dictionary<string, string?> Settings()
        {
            var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            if (!json.TryGetProperty("settings", out var sections)) return settings;
            if (sections.ValueKind is not JsonValueKind.Object) faults.Add($"{file}: 'settings' must be an object of sections.");
            else
                foreach (var section in sections.EnumerateObject())
                    if (section.Value.ValueKind is not JsonValueKind.Object) faults.Add($"{file}: 'settings.{section.Name}' must be an object.");
                    else
                        foreach (var setting in section.Value.EnumerateObject())
                            settings[$"{section.Name}:{setting.Name}"] = setting.Value.ToString();
            faults.AddRange(KnownSettings.FaultsOf(settings).Select(fault => $"{file}: {fault}"));
            return settings;
        }
    }
}
