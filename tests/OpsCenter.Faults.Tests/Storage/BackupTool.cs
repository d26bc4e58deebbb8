using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>Runs <c>backup</c> and <c>restore</c> as an operator would.</summary>
internal sealed record BackupTool(string Folder, TimeSpan Patience)
{
    internal string Journal => Path.Combine(Folder, "backup");

    internal string Keys => Path.Combine(Folder, "keys");

    internal static string Manifest => "manifest.json";

    internal async Task BackUpAsync(string data, params string[] more)
    {
        var run = await Tool.RunAsync(Patience, ["dotnet", ServerProcess.Program, "backup", "--data", data, "--to", Journal, "--keys", Keys, .. more]);
        Assert.True(run.Code == 0, $"backup ended with {run.Code}: {run.Out}{run.Error}");
    }

    internal Task<(int Code, string Out, string Error)> RestoreAsync(string data, params string[] more) =>
        Tool.RunAsync(Patience, ["dotnet", ServerProcess.Program, "restore", "--from", Journal, "--keys", Keys, "--data", data, .. more]);

    internal async Task<string> RestoredAsync(string name)
    {
        string data = Path.Combine(Folder, name);
        var run = await RestoreAsync(data);
        Assert.True(run.Code == 0, $"restore ended with {run.Code}: {run.Out}{run.Error}");
        return data;
    }

    /// <summary>How far the backup goes.</summary>
    internal long Position() => Told().GetProperty("position").GetInt64();

    /// <summary>When it was taken.</summary>
    internal DateTimeOffset Taken() => Told().GetProperty("taken").GetDateTimeOffset();

    private JsonElement Told() => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Journal, Manifest)));

    /// <summary>One sum over the tiles of the city, its districts and venues, as a screen is told them.</summary>
    internal static async Task<string> FoldChecksumAsync(ServerProcess server, int venues)
    {
        var tiles = new StringBuilder();
        string[] units = [Credentials.City, "370602", "370611", "370612", "370613", "370614", .. server.Credentials.Kiosks.Take(venues).Select(kiosk => kiosk.Venue)];
        foreach (string unit in units) tiles.Append(unit).Append((await server.TileAsync(unit)).GetRawText());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tiles.ToString())));
    }
}
