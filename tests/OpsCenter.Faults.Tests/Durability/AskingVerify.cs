using System.Text.Json;
using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Faults.Tests.Durability;

/// <summary>What <c>verify</c> prints is read by programs: one JSON document, whatever was found.</summary>
public sealed class AskingVerify
{
    [Fact]
    public async Task Its_whole_output_is_one_JSON_document_and_its_exit_code_tells_what_was_found()
    {
        using var folder = new DataFolder();
        await using (var server = await ServerProcess.RunAsync(new ServerStart(folder.Path)))
        {
            var kiosk = server.Credentials.Kiosks[0];
            await using var client = await RawClient.SignInAsync(server, ProtocolVersion.V5, kiosk);
            for (int seq = 1; seq <= 200; seq++) await client.PublishAsync(kiosk.Topic("up"), TapJson.WalkIn(seq));
            await server.StopAsync();
        }
        Assert.Equal("ok", (await ChainAsync(0, folder.Path)).Chain);

        string journal = Path.Combine(folder.Path, "journal.db");
        using (var file = new FileStream(journal, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = file.Length / 2;
            for (int i = 0; i < 4_096; i++) file.WriteByte(0x5A);
        }
        Assert.NotEqual("ok", (await ChainAsync(1, folder.Path)).Chain);

        File.WriteAllText(journal, "this is no journal, and longer than the header that a journal begins with, so that it is looked at");
        Assert.NotEqual("ok", (await ChainAsync(1, folder.Path)).Chain);
    }

    [Fact]
    public async Task A_folder_without_a_journal_is_told_in_the_same_form_and_a_missing_folder_is_a_wrong_command()
    {
        using var folder = new DataFolder();
        Assert.StartsWith("not read: ", (await ChainAsync(1, folder.Path)).Chain, StringComparison.Ordinal);
        var (code, output, error) = await Tool.RunAsync("dotnet", ServerProcess.Program, "verify", "--data", Path.Combine(folder.Path, "none"));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("is no directory", error, StringComparison.Ordinal);
    }

    /// <summary>Both outputs into one, as <c>verify 2>&amp;1 | jq</c> would read them.</summary>
    private static async Task<(string Chain, long Events)> ChainAsync(int exitCode, string data)
    {
        var (code, output, error) = await Tool.RunAsync("dotnet", ServerProcess.Program, "verify", "--data", data);
        using var json = JsonDocument.Parse(output + error);
        Assert.Equal(exitCode, code);
        return (json.RootElement.GetProperty("chain").GetString()!, json.RootElement.GetProperty("events").GetInt64());
    }
}
