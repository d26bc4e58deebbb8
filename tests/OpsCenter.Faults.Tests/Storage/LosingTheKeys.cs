using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>The keys are one file and one copy: neither a start nor a backup may put new ones in their place unasked.</summary>
public sealed class LosingTheKeys : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DataFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, "data");

    private string KeysFile => Path.Combine(Data, "keys.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_journal_without_its_keys_does_not_start_and_new_keys_never_replace_the_only_copy_of_the_old()
    {
        var tool = new BackupTool(_folder.Path, Patience);
        await using (var server = await ServerProcess.RunAsync(new ServerStart(Data)))
        {
            await PressAsync(server, 0, 10);
            await tool.BackUpAsync(Data);
        }
        byte[] copy = await File.ReadAllBytesAsync(Path.Combine(tool.Keys, "keys.db"), TestContext.Current.CancellationToken);
        foreach (string file in Directory.GetFiles(Data, "keys.db*")) File.Delete(file);
        var refused = await Tool.RunAsync("dotnet", ServerProcess.Program, "demo", "--still", "--data", Data, "--http", "0", "--mqtt", "0");
        Assert.NotEqual(0, refused.Code);
        Assert.Contains($"{KeysFile} is gone", refused.Error + refused.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(KeysFile));

        await File.Create(KeysFile).DisposeAsync(); // as the sentence says
        await using (var server = await ServerProcess.RunAsync(new ServerStart(Data)))
        {
            await PressAsync(server, 1, 10);
            var second = await Tool.RunAsync("dotnet", ServerProcess.Program, "backup", "--data", Data, "--to", tool.Journal, "--keys", tool.Keys, "--add");
            Assert.Equal(1, second.Code);
            Assert.Contains("holds keys of which", second.Error, StringComparison.Ordinal);
        }
        Assert.Equal(copy, await File.ReadAllBytesAsync(Path.Combine(tool.Keys, "keys.db"), TestContext.Current.CancellationToken));

        // The control: a copy moved away is no copy to be lost, and the same command makes a new one.
        Directory.Move(tool.Keys, tool.Keys + "-before");
        await tool.BackUpAsync(Data, "--add");
    }

    [Fact]
    public async Task Two_backups_never_write_to_one_place_at_a_time()
    {
        var tool = new BackupTool(_folder.Path, Patience);
        await using var server = await ServerProcess.RunAsync(new ServerStart(Data));
        await PressAsync(server, 0, 10);
        foreach (string place in (string[])[tool.Journal, tool.Keys])
        {
            await using (new FileStream(place + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            {
                var second = await Tool.RunAsync("dotnet", ServerProcess.Program, "backup", "--data", Data, "--to", tool.Journal, "--keys", tool.Keys);
                Assert.Equal(1, second.Code);
                Assert.Contains($"Another backup is at work on {place}", second.Error, StringComparison.Ordinal);
                Assert.False(Directory.Exists(tool.Journal));
            }
        }
        await tool.BackUpAsync(Data);
    }

    private static async Task PressAsync(ServerProcess server, int kiosk, int taps)
    {
        await using var pressed = new NumberedKiosk(server.Credentials.Kiosks[kiosk]);
        await pressed.ConnectAsync(server.MqttPort);
        Assert.True(await pressed.PressAsync(taps));
    }
}
