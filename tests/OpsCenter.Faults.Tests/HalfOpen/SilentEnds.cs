using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using OpsCenter.Faults.Tests.Fuzzing;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.HalfOpen;

/// <summary>
/// FT-14: the other end is gone and nobody was told. The wall's side of it stands in OpsCenter.TapToPixel.Tests, <c>Wall.Ages</c>:
/// <c>Every_cut_is_told</c> (every other cut is silent) and <c>A_wall_that_starts_without_its_server_…</c>.
/// </summary>
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
        var kiosks = server.Credentials.Kiosks.Take(Kiosks + 1).ToArray();
        List<Socket> ends = [];
        foreach (var kiosk in kiosks[..^1]) ends.Add(await SignInAsync(line.Port, kiosk, KeepAlive));
        ends.Add(await SignInAsync(line.Port, kiosks[^1], keepAlive: 0)); // the negative control: it has promised nothing, and must be seen standing
        await OnlineAsync(server, Kiosks + 1);

        line.IsBlackHole = true;
        var watch = Stopwatch.StartNew();
        await OnlineAsync(server, 1);
        var dropped = watch.Elapsed;
        var allowed = TimeSpan.FromSeconds(1.5 * KeepAlive + 5);
        string figures = string.Create(CultureInfo.InvariantCulture, $"{Kiosks} sessions with keep alive {KeepAlive} s behind a dead wire: all dropped after {dropped.TotalSeconds:F1} s (allowed {allowed.TotalSeconds:F0} s)");
        output.WriteLine(figures);
        if (Full is not null) Results.Keep(figures);
        Assert.InRange(dropped, TimeSpan.FromSeconds(KeepAlive), Full is null ? 3 * allowed : allowed);
        Assert.Equal(1, (await server.TileAsync(kiosks[^1].Venue)).GetProperty("kiosks").Figure("online"));
        foreach (var end in ends) end.Dispose();
    }

    [Fact]
    public async Task A_kiosk_that_comes_back_takes_its_dead_session_over_at_once_and_no_handle_stays_behind()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithoutRates().With(("Mqtt__ConnectBurst", "1000000"), ("Mqtt__ConnectsPerSecond", "100000")));
        var kiosks = server.Credentials.Kiosks.Take(Handful).ToArray();
        List<double> took = [];
        await CycleAsync(server, kiosks, took, 2 * Handful);
        took.Clear();
        await OnlineAsync(server, 0);
        int before = server.OpenHandles;
        await CycleAsync(server, kiosks, took, Cycles);
        await OnlineAsync(server, 0);
        await Eventually.TrueAsync("the handles are given back", Patience, () => Task.FromResult(Math.Abs(server.OpenHandles - before) <= 5));
        took.Sort();
        string figures = string.Create(CultureInfo.InvariantCulture,
            $"{Cycles} take-overs of dead sessions: p50 {took[took.Count / 2]:F1} ms, p99 {took[(int)(took.Count * 0.99)]:F1} ms, max {took[^1]:F0} ms; handles {before} → {server.OpenHandles}");
        output.WriteLine(figures);
        if (Full is not null) Results.Keep(figures);
        Assert.InRange(took[^1], 0, Full is null ? 5_000 : 1_000);
    }

    /// <summary>Each time: a session through a wire that dies, the same kiosk on a sound one, and a plain end.</summary>
    private static async Task CycleAsync(ServerProcess server, KioskCredential[] kiosks, List<double> took, int cycles)
    {
        for (int cycle = 0; cycle < cycles; cycle += kiosks.Length)
        {
            await using var line = new FaultyLine(server.MqttPort);
            var dead = await Task.WhenAll(kiosks.Select(kiosk => SignInAsync(line.Port, kiosk, keepAlive: 60)));
            line.IsBlackHole = true;
            foreach (var kiosk in kiosks)
            {
                long began = Stopwatch.GetTimestamp();
                using var back = await SignInAsync(server.MqttPort, kiosk, keepAlive: 60);
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            foreach (var end in dead) end.Dispose();
        }
    }

    private static Task OnlineAsync(ServerProcess server, int count) => Eventually.TrueAsync($"{count} kiosks are online", Patience * 2, async () =>
        (await server.TileAsync(Credentials.City)).GetProperty("kiosks").Figure("online") == count);

    private static async Task<Socket> SignInAsync(int port, KioskCredential kiosk, int keepAlive)
    {
        var socket = await Dial.OpenAsync(port);
        await Dial.TrySendAsync(socket, Wire.Connect(isV5: false, kiosk.Kiosk, kiosk.Secret, keepAlive: keepAlive));
        byte[] answer = new byte[4];
        for (int read = 0; read < answer.Length;)
        {
            int more = await socket.ReceiveAsync(answer.AsMemory(read));
            Assert.NotEqual(0, more);
            read += more;
        }
        Assert.Equal([0x20, 0x02, 0x00, 0x00], answer);
        return socket;
    }
}
