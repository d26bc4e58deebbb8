using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>FT-29, small: a backup beside a loaded server, the loss of its disk, and a restore.</summary>
public sealed class BackingUp(ITestOutputHelper output)
{
    private const int Kiosks = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_began_comes_back_with_the_same_posture_and_what_is_sent_again_counts_once()
    {
        using var folder = new DataFolder();
        var tool = new BackupTool(folder.Path, Patience);
        string data = Path.Combine(folder.Path, "data");
        await using var server = await ServerProcess.RunAsync(new ServerStart(data).OnFixedPorts().WithoutRates());
        await using var fleet = new NumberedFleet(server, Kiosks);
        await fleet.ConnectAsync(server.MqttPort);
        fleet.Begin(TimeSpan.FromMilliseconds(50));
        await FlowsAsync(fleet, 200);
        var beforeFirst = fleet.AckedNow();
        await tool.BackUpAsync(data);
        Assert.Equal(0, fleet.Reckon(await VerifyOutput.OfAsync(tool.Journal), beforeFirst).Lost);

        await FlowsAsync(fleet, 200);
        var beforeSecond = fleet.AckedNow();
        await tool.BackUpAsync(data, "--add");
        string earlier = await tool.RestoredAsync("earlier");
        var reckoning = fleet.Reckon(await VerifyOutput.OfAsync(earlier), beforeSecond);
        output.WriteLine($"restored beside the server: {Line(reckoning)}");
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" }, Line(reckoning));

        // The negative control: the journal's file alone, taken from under the server without its log, is told as a loss.
        await FlowsAsync(fleet, 200);
        var beforeCopy = fleet.AckedNow();
        string plain = Directory.CreateDirectory(Path.Combine(folder.Path, "plain")).FullName;
        File.Copy(Path.Combine(data, "journal.db"), Path.Combine(plain, "journal.db"));
        Assert.True(fleet.Reckon(await VerifyOutput.OfAsync(plain), beforeCopy) is { Lost: > 0 } or not { Chain: "ok" }, "A plain copy of a live journal lost nothing: this test proves nothing.");

        await fleet.RestAsync();
        await tool.BackUpAsync(data, "--add");
        await server.KillAsync();
        await tool.BackUpAsync(data, "--add"); // whatever the server still wrote
        var (taken, position) = (tool.Taken(), tool.Position());
        await tool.BackUpAsync(data, "--add");
        Assert.Equal(position, tool.Position());
        Assert.True(tool.Taken() > taken, "Nothing came, and the backup looks as old as before: a watchdog would call somebody.");
        string last = await tool.RestoredAsync("last");
        var here = server.Start with { Http = 0, Mqtt = 0 };
        string sum = await SumAsync(here);
        Assert.Equal(sum, await SumAsync(here with { Data = last, FolderOutside = last }));

        // The disk is lost: the server starts on the earlier backup, and the kiosks send all that they still hold.
        await using var again = await ServerProcess.RunAsync(here with { Data = earlier, FolderOutside = earlier });
        Assert.NotEqual(sum, await BackupTool.FoldChecksumAsync(again, Kiosks));
        await fleet.ConnectAsync(again.MqttPort);
        await fleet.SendAllAgainAsync();
        await fleet.PressAsync();
        var end = fleet.Reckon(await VerifyOutput.OfAsync(earlier));
        output.WriteLine($"sent again after the restore: {Line(end)}");
        Assert.True(end is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" } && end.Attempted == end.Found, Line(end));
    }

    private static Task FlowsAsync(NumberedFleet fleet, long more)
    {
        long before = fleet.Acked;
        return Eventually.TrueAsync("taps flow", Patience, () => Task.FromResult(fleet.Acked >= before + more));
    }

    private static async Task<string> SumAsync(ServerStart start)
    {
        await using var server = await ServerProcess.RunAsync(start);
        return await BackupTool.FoldChecksumAsync(server, Kiosks);
    }

    private static string Line(Reckoning reckoning) => Results.Line($"{Kiosks} kiosks", reckoning, 0);
}
