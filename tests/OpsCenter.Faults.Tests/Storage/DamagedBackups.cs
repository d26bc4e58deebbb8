using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>A backup that is not as it was written is refused before anything is written, and the file is named.</summary>
public sealed class DamagedBackups(SharedServer shared) : IClassFixture<SharedServer>, IDisposable
{
    private readonly DataFolder _folder = new();

    private BackupTool Made => new(_folder.Path, TimeSpan.FromSeconds(60));

    private string Target => Path.Combine(_folder.Path, "restored");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_altered_cut_or_missing_file_is_named_and_nothing_is_left_half_restored()
    {
        await PressAsync(40);
        await Made.BackUpAsync(shared.Data);
        await PressAsync(40);
        await Made.BackUpAsync(shared.Data, "--add");
        string stretch = Directory.GetFiles(Path.Combine(Made.Journal, "later")).Single();
        string grids = Directory.GetFiles(Path.Combine(Made.Journal, "packs"), "grids.csv", SearchOption.AllDirectories).Single();
        string keys = Path.Combine(Made.Keys, "keys.db");
        var random = new Random(29);
        foreach (string file in (string[])[Path.Combine(Made.Journal, "journal.db"), stretch, grids, keys, Path.Combine(Made.Journal, BackupTool.Manifest), Path.Combine(Made.Keys, BackupTool.Manifest)])
        {
            byte[] sound = File.ReadAllBytes(file);
            byte[] altered = [.. sound];
            altered[random.Next(altered.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(file, altered);
            await RefusedAsync(file);
            File.WriteAllBytes(file, sound);
        }
        byte[] whole = File.ReadAllBytes(stretch);
        File.WriteAllBytes(stretch, whole[..^512]);
        await RefusedAsync(stretch);
        File.Delete(stretch);
        await RefusedAsync(stretch);
        File.WriteAllBytes(stretch, whole);
        Assert.Equal(0, (await Made.RestoreAsync(Target)).Code);
    }

    [Fact]
    public async Task Nothing_is_overwritten_and_a_folder_in_use_is_left_alone()
    {
        await PressAsync(1);
        await Made.BackUpAsync(shared.Data);
        var second = await Tool.RunAsync("dotnet", ServerProcess.Program, "backup", "--data", shared.Data, "--to", Made.Journal, "--keys", Made.Keys);
        Assert.Equal(1, second.Code);
        Assert.Contains("is not overwritten", second.Error, StringComparison.Ordinal);
        var inUse = await Made.RestoreAsync(shared.Data, "--replace");
        Assert.Equal(1, inUse.Code);
        Assert.Contains("A server runs on", inUse.Error, StringComparison.Ordinal);
        string mine = Path.Combine(Directory.CreateDirectory(Target).FullName, "mine.txt");
        File.WriteAllText(mine, "mine");
        Assert.Contains("is not empty", (await Made.RestoreAsync(Target)).Error, StringComparison.Ordinal);
        Assert.True(File.Exists(mine));
        Assert.Equal(0, (await Made.RestoreAsync(Target, "--replace")).Code);
        Assert.Equal("mine", File.ReadAllText(Directory.GetFiles(Target, "mine.txt", SearchOption.AllDirectories).Single()));
        Assert.Equal("ok", (await VerifyOutput.OfAsync(Target)).Chain);
    }

    private async Task PressAsync(int taps)
    {
        await using var kiosk = new NumberedKiosk(shared.NextKiosk());
        await kiosk.ConnectAsync(shared.Server.MqttPort);
        Assert.True(await kiosk.PressAsync(taps));
    }

    private async Task RefusedAsync(string file)
    {
        var (code, _, error) = await Made.RestoreAsync(Target);
        Assert.Equal(1, code);
        Assert.Contains(file, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target), $"Something was left behind after {file} was damaged.");
    }
}
