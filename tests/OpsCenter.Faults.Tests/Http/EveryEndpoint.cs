using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Http;

/// <summary>SEC-06: what the server maps either asks for a policy or stands on the short list of those that may not.</summary>
public sealed class EveryEndpoint(ITestOutputHelper output)
{
    private static readonly string[] Anonymous = ["/healthz", "/pair", "/openapi/{documentName}.json", "/asyncapi/v1.json"];
    private static readonly string[] Policies = ["read", "wall", "close-requests", "quarantine", "revoke-devices"];

    [Fact]
    public async Task Has_a_policy_or_is_on_the_anonymous_list()
    {
        using var folder = new DataFolder();
        string file = Path.Combine(folder.Path, "endpoints.tsv");
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path)
        {
            Environment = new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = typeof(EveryEndpoint).Assembly.Location, [StartupHook.FileVariable] = file },
        });
        await Eventually.TrueAsync("the endpoints are written down", TimeSpan.FromSeconds(20), () => Task.FromResult(File.Exists(file)));

        string[][] endpoints = [.. File.ReadAllLines(file).Select(line => line.Split('\t'))];
        foreach (string[] endpoint in endpoints) output.WriteLine(string.Join("  ", endpoint));
        Assert.Contains(endpoints, endpoint => endpoint is ["/api/v1/requests/{ticket}/close", "close-requests"]);
        Assert.Contains(endpoints, endpoint => endpoint[0].StartsWith("/hub/live", StringComparison.Ordinal));
        Assert.Empty(endpoints.Where(endpoint => endpoint[1] == "anonymous").Select(endpoint => endpoint[0]).Except(Anonymous));
        Assert.Empty(endpoints.Where(endpoint => endpoint[1] != "anonymous" && endpoint[1].Split(',').Except(Policies).Any()).Select(endpoint => string.Join(' ', endpoint)));
    }
}
