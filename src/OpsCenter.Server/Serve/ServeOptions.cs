using System.Text.Json;

namespace OpsCenter.Server.Serve;

/// <summary>The file of <c>serve --config FILE</c>.</summary>
/// <param name="Data">Where journal and keys are kept.</param>
/// <param name="Pack">The city pack's folder; null for the shipped one.</param>
/// <param name="Http">The HTTP port on loopback; a reverse proxy with TLS stands before it.</param>
/// <param name="Mqtt">The MQTT port on loopback.</param>
/// <param name="Kiosks">A CSV file <c>kiosk,secret</c>.</param>
/// <param name="StaffToken">A file that holds the bearer token of staff systems.</param>
/// <param name="WallToken">A file that holds the bearer token of screens.</param>
internal sealed record ServeOptions(string Data, string? Pack, int Http, int Mqtt, string Kiosks, string StaffToken, string WallToken)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <exception cref="CommandLine.UsageException">The file is not there or not right; the message says where.</exception>
    internal static ServeOptions Load(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<ServeOptions>(File.ReadAllText(file), Strict) ?? throw new CommandLine.UsageException($"{file} is empty.");
        }
        catch (JsonException exception)
        {
            throw new CommandLine.UsageException($"{file}({exception.LineNumber + 1}): {exception.Message}");
        }
        catch (IOException exception)
        {
            throw new CommandLine.UsageException($"{file}: {exception.Message}");
        }
    }
}
