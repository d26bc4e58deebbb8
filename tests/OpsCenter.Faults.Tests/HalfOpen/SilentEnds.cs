using System.Diagnostics;
using System.Globalization;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.HalfOpen;

/// <summary>
/// FT-14: the other end is gone and nobody was told. The wall's side of it stands in OpsCenter.TapToPixel.Tests, <c>Wall.Ages</c>:
/// <c>Every_cut_is_told</c> (every other cut is silent) and <c>A_wall_that_starts_without_its_server_…</c>.
/// </summary>
[Collection(nameof(Alone))] // a keep alive of two seconds is kept by nobody who waits for a processor
public sealed class SilentEnds(ITestOutputHelper output)
{
    private const int Handful = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The full size is tests/long.sh FT-14, which sets it.
    private static readonly int? Full = Size.Of("OPSCENTER_CYCLES");
    private static readonly int Cycles = Full ?? 200;
    private static readonly int Kiosks = Full is null ? 50 : 500;
    private static readonly int KeepAlive = Full is null ? 2 : 30;

    [Fact]
    public async Task Sessions_behind_a_dead_wire_are_dropped_by_their_keep_alive_and_one_without_it_stands()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path));
        await using var line = new FaultyLine(server.MqttPort);
        SilentKiosk[] kiosks = [.. server.Credentials.Kiosks.Take(Kiosks + 1).Select(kiosk => new SilentKiosk(kiosk))];
        foreach (var kiosk in kiosks[..^1]) await kiosk.SignInAsync(line.Port, KeepAlive);
        await kiosks[^1].SignInAsync(line.Port, keepAlive: 0); // the negative control: it has promised nothing, and must be seen standing
        foreach (var kiosk in kiosks) await kiosk.PressAsync();
        await OnlineAsync(server, Kiosks + 1);

        line.IsBlackHole = true;
        var watch = Stopwatch.StartNew();
        foreach (var kiosk in kiosks) await kiosk.PressUnheardAsync();
        await OnlineAsync(server, 1);
        var dropped = watch.Elapsed;
        Assert.Equal(1, (await server.TileAsync(kiosks[^1].Kiosk.Venue)).GetProperty("kiosks").Figure("online"));
        foreach (var kiosk in kiosks[..^1])
        {
            await kiosk.SignInAsync(server.MqttPort, KeepAlive);
            await kiosk.SendAgainAsync();
        }
        var allowed = TimeSpan.FromSeconds(1.5 * KeepAlive + 5);
        var reckoning = SilentKiosk.Reckon(kiosks, await VerifyOutput.OfAsync(folder.Path));
        string figures = Results.Line(string.Create(CultureInfo.InvariantCulture, $"{Kiosks} sessions with keep alive {KeepAlive} s behind a dead wire"),
            string.Create(CultureInfo.InvariantCulture, $"all dropped after {dropped.TotalSeconds:F1} s (allowed {allowed.TotalSeconds:F0} s); {reckoning}"), seed: 0);
        output.WriteLine(figures);
        if (Full is not null) Results.Keep(figures);
        Assert.InRange(dropped, TimeSpan.FromSeconds(KeepAlive), Full is null ? 3 * allowed : allowed);
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" } && reckoning.Recovered == Kiosks, figures);
        Assert.Equal(1, reckoning.Attempted - reckoning.Acknowledged); // of the one that never came back, and it is told
        foreach (var kiosk in kiosks) kiosk.Dispose();
    }

    [Fact]
    public async Task A_kiosk_that_comes_back_takes_its_dead_session_over_at_once_and_no_handle_stays_behind()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithoutRates().With(("Mqtt__ConnectBurst", "1000000"), ("Mqtt__ConnectsPerSecond", "100000")));
        SilentKiosk[] kiosks = [.. server.Credentials.Kiosks.Take(Handful).Select(kiosk => new SilentKiosk(kiosk))];
        List<double> took = [];
        await CycleAsync(server, kiosks, took, 2 * Handful);
        took.Clear();
        await OnlineAsync(server, 0);
        int before = server.OpenHandles;
        await CycleAsync(server, kiosks, took, Cycles);
        await OnlineAsync(server, 0);
        await Eventually.TrueAsync("the handles are given back", Patience, () => Task.FromResult(Math.Abs(server.OpenHandles - before) <= 5));
        took.Sort();
        var reckoning = SilentKiosk.Reckon(kiosks, await VerifyOutput.OfAsync(folder.Path));
        string figures = Results.Line($"{Cycles} take-overs of dead sessions", string.Create(CultureInfo.InvariantCulture,
            $"p50 {took[took.Count / 2]:F1} ms, p99 {took[(int)(took.Count * 0.99)]:F1} ms, max {took[^1]:F0} ms; handles {before} → {server.OpenHandles}; {reckoning}"), seed: 0);
        output.WriteLine(figures);
        if (Full is not null) Results.Keep(figures);
        Assert.InRange(took[^1], 0, Full is null ? 5_000 : 1_000);
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" } && reckoning.Attempted == reckoning.Acknowledged && reckoning.Recovered >= Cycles, figures);
        // The negative control: a handle that stays behind for each of a few sessions is told by the same count.
        await using var line = new FaultyLine(server.MqttPort);
        foreach (var kiosk in kiosks) await kiosk.SignInAsync(line.Port, keepAlive: 0);
        line.IsBlackHole = true;
        foreach (var kiosk in kiosks) kiosk.Dispose();
        Assert.True(server.OpenHandles - before > 5, $"{kiosks.Length} sessions are left behind, and {server.OpenHandles} handles are as many as the {before} before.");
    }

    /// <summary>Each time: a session through a wire that dies with a press on it, the same kiosk on a sound one, which sends it again, and a plain end.</summary>
    private static async Task CycleAsync(ServerProcess server, SilentKiosk[] kiosks, List<double> took, int cycles)
    {
        for (int cycle = 0; cycle < cycles; cycle += kiosks.Length)
        {
            await using var line = new FaultyLine(server.MqttPort);
            await Task.WhenAll(kiosks.Select(kiosk => kiosk.SignInAsync(line.Port, keepAlive: 60)));
            line.IsBlackHole = true;
            foreach (var kiosk in kiosks)
            {
                await kiosk.PressUnheardAsync();
                long began = Stopwatch.GetTimestamp();
                await kiosk.SignInAsync(server.MqttPort, keepAlive: 60);
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                await kiosk.SendAgainAsync();
                kiosk.Dispose();
            }
        }
    }

    private static Task OnlineAsync(ServerProcess server, int count) => Eventually.TrueAsync($"{count} kiosks are online", Patience * 2, async () =>
        (await server.TileAsync(Credentials.City)).GetProperty("kiosks").Figure("online") == count);
}
