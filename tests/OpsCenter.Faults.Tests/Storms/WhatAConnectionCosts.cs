using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using OpsCenter.Faults.Tests.Fuzzing;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Storms;

/// <summary>FT-15 and FT-16: what a connection that does nothing holds, signed in and before.</summary>
/// <remarks>
/// A stranger's share is told twice: as a whole, and less what the same connection costs in Kestrel with a handler that does nothing, measured in
/// the same process. The bound stands on the difference: Kestrel's socket, pipes and features are not the server's to make smaller. The blocks of
/// 4 KB that Kestrel's pool lends are left out of both: bytes that have come and are no packet yet stand in one, whoever reads them.
/// </remarks>
[Collection(nameof(Alone))]
public sealed class WhatAConnectionCosts(ITestOutputHelper output)
{
    private const int Strangers = 1_000; // as many as a slow machine lets in before the first are cut
    private const double MostIdle = 20;
    private const double MostOfAStranger = 4; // KB, beyond Kestrel's own
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(15); // 5 s, on a machine three times as slow
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // The full size is tests/long.sh idle, which sets it.
    private static readonly bool IsFullSize = Size.Of("OPSCENTER_CLIENTS") is not null;
    private static readonly int Clients = Size.Of("OPSCENTER_CLIENTS") ?? 1_000;

    [Fact]
    public async Task An_idle_session_holds_at_most_20_KB_and_a_stranger_at_most_4_and_is_gone_after_five_seconds()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithBackDoor()
            .With(("Mqtt__ConnectBurst", "100000"), ("Mqtt__ConnectTimeout", "00:00:05"), ("Logging__LogLevel__OpsCenter.Ingest", "Error")));
        int bare = server.OpenBareListener();
        using (var first = new Storm(server.Credentials, 100, seed: 1, after: 0)) await first.ComeCalmlyAsync(server.MqttPort, 10_000, Ct); // warm
        foreach (int port in (int[])[bare, server.MqttPort]) Close(await StrangersAsync(port));

        long heap = await StandingAsync(server);
        var others = await StrangersAsync(bare);
        double ofKestrel = Share(await SettledAsync(server) - heap);
        await SayHalfAsync(others);
        double ofKestrelHalf = Share(await SettledAsync(server) - heap);
        Close(others);

        heap = await SettledAsync(server);
        long began = Stopwatch.GetTimestamp();
        var strangers = await StrangersAsync(server.MqttPort);
        double silent = Share(await SettledAsync(server) - heap);
        await SayHalfAsync(strangers);
        double half = Share(await SettledAsync(server) - heap);
        bool[] ended = await Task.WhenAll(strangers.Select(stranger => Dial.IsEndedAsync(stranger, new byte[16], Late)));
        double gone = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Close(strangers);

        long whole = await SettledAsync(server, isWhole: true);
        long resident = server.ResidentBytes;
        using var storm = new Storm(server.Credentials, Clients, seed: 1, after: 100);
        await storm.ComeCalmlyAsync(server.MqttPort, 500, Ct);
        // RSS, which the full size judges, is idle when Kestrel has given the buffers of the greeting back, which it does bit by bit.
        long heapIdle = await SettledAsync(server, isWhole: true), residentIdle = server.ResidentBytes;
        for (int waited = 0; IsFullSize && waited < 40 && Each(residentIdle - resident) > MostIdle / 2; waited++) (heapIdle, residentIdle) = (await SettledAsync(server, isWhole: true), server.ResidentBytes);

        await using var fleet = new NumberedFleet(server, kiosks: 5); // beside all that stand idle
        await fleet.ConnectAsync(server.MqttPort);
        await fleet.PressAsync();
        var reckoning = fleet.Reckon(await VerifyOutput.OfAsync(folder.Path));
        reckoning = reckoning with { Unexpected = reckoning.Unexpected + ended.Count(end => !end) };
        string figures = Results.Line(string.Create(CultureInfo.InvariantCulture,
            $"{Clients} idle sessions: {Each(residentIdle - resident):F1} KB RSS and {Each(heapIdle - whole):F1} KB heap each; {Strangers} strangers: {silent:F1} KB of state each, " +
            $"{silent - ofKestrel:F1} beyond bare Kestrel's {ofKestrel:F1}; with half a CONNECT {half:F1} KB, {half - ofKestrelHalf:F1} beyond bare Kestrel's {ofKestrelHalf:F1}; the last gone after {gone:F1} s"), reckoning, seed: 1);
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.All(ended, Assert.True);
        Assert.True(reckoning is { Attempted: > 0, Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" } && reckoning.Attempted == reckoning.Acknowledged, figures);
        Assert.InRange(Each(heapIdle - whole), 0.1, MostIdle);
        Assert.True(ofKestrel > 0 && silent > MostOfAStranger, $"Control: as a whole it is beyond the bound, and the measure must say so. {figures}");
        Assert.True(silent - ofKestrel is > 0 and <= MostOfAStranger && half - ofKestrelHalf is > 0 and <= MostOfAStranger, figures);
        if (IsFullSize) Assert.InRange(Each(residentIdle - resident), 0.1, MostIdle);
    }

    private static async Task<List<Socket>> StrangersAsync(int port)
    {
        List<Socket> strangers = [];
        for (int i = 0; i < Strangers; i++) strangers.Add(await Dial.OpenAsync(port));
        return strangers;
    }

    private static async Task SayHalfAsync(List<Socket> strangers)
    {
        var half = Wire.Connect(isV5: true, "k-00001", "half of it never comes").AsMemory(0, 20);
        foreach (var stranger in strangers) await Dial.TrySendAsync(stranger, half);
    }

    private static void Close(List<Socket> strangers)
    {
        foreach (var stranger in strangers) stranger.Dispose();
    }

    private static double Each(long bytes) => bytes / 1024.0 / Clients;

    private static double Share(long bytes) => bytes / 1024.0 / Strangers;

    /// <summary>Once the server has come to rest: it goes on making what it keeps for all for some seconds after its start.</summary>
    private static async Task<long> StandingAsync(ServerProcess server)
    {
        long last = await SettledAsync(server);
        await Eventually.TrueAsync("its heap stands still", TimeSpan.FromSeconds(60), async () =>
        {
            long before = last;
            last = await SettledAsync(server);
            return Math.Abs(Share(last - before)) < 0.1;
        });
        return last;
    }

    /// <summary>Once what was closed has gone: the least of what is found within a second or so.</summary>
    private static async Task<long> SettledAsync(ServerProcess server, bool isWhole = false)
    {
        long least = long.MaxValue;
        for (int look = 0; look < 3; look++)
        {
            await Task.Delay(250, Ct);
            least = Math.Min(least, isWhole ? server.LiveBytes : server.StateBytes);
        }
        return least;
    }
}
