using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Faults.Tests.Repeats;

/// <summary>FT-32: the same bytes again, whenever and on whichever connection, change nothing.</summary>
public sealed class PlayingACaptureAgain(ITestOutputHelper output)
{
    private const int Kiosks = 20, Handful = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The full size is tests/long.sh FT-32, which sets it.
    private static readonly int Taps = Size.Of("OPSCENTER_EVENTS") ?? 4_000;

    [Fact]
    public async Task Three_times_and_across_take_overs_it_comes_to_what_it_came_to_once()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithoutRates());
        var capture = Capture(server, Taps);
        int attempted = capture.Values.Sum(taps => taps.Length), acked = await PlayAsync(server, capture), takeOvers = 0, heardAgain = 0;
        var once = await Totals.OfAsync(server, capture.Keys);
        var last = once;
        for (int again = 0; again < 3; again++)
        {
            var (all, heard, taken) = await PlayAcrossTakeOversAsync(server, capture);
            Assert.Equal((attempted, Kiosks), (all, taken));
            (heardAgain, takeOvers) = (heardAgain + all + heard, takeOvers + taken);
            last = await Totals.OfAsync(server, capture.Keys);
            Assert.Equal(once, last);
        }
        var reckoning = Reckon(attempted, acked, once, last);
        string figures = Results.Line($"{attempted} taps of {Kiosks} kiosks, played once and three times more across {takeOvers} take-overs of sessions that were sending", $"{heardAgain} taps heard again, {last.CheckIns} check-ins as after the first; {reckoning}", seed: 0); // nothing is drawn
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: null, Unexpected: 0, Recovered: 0, Chain: "ok" } && reckoning.Acknowledged == Taps, figures);
    }

    /// <summary>The negative control: the same presses from an outbox that was made anew are other taps, and the totals must say so.</summary>
    [Fact]
    public async Task A_capture_under_another_outbox_is_found_out()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithoutRates());
        var capture = Capture(server, 200);
        int acked = await PlayAsync(server, capture);
        var once = await Totals.OfAsync(server, capture.Keys);
        var renamed = capture.ToDictionary(kiosk => kiosk.Key, kiosk => kiosk.Value.Select(tap => (byte[])[.. "{\"outbox\":\"feedfeed\","u8, .. tap[1..]]).ToArray());
        await PlayAsync(server, renamed);
        var last = await Totals.OfAsync(server, capture.Keys);
        var reckoning = Reckon(200, acked, once, last);
        output.WriteLine($"negative control: {reckoning}");
        Assert.NotEqual(once, last);
        Assert.True(reckoning.Duplicated > 0, $"Taps were taken twice, and nobody noticed: {reckoning}");
    }

    /// <summary>People come and go, some with a card; one request; numbers filled by hand.</summary>
    private static Dictionary<KioskCredential, byte[][]> Capture(ServerProcess server, int taps) => server.Credentials.Kiosks.Take(Kiosks).Select((kiosk, index) =>
        (Kiosk: kiosk, Taps: Enumerable.Range(1, taps / Kiosks).Select(seq => (seq % 10) switch
        {
            0 => TapJson.Void(seq),
            1 when seq == 1 && index == 0 => TapJson.Request(seq, "10000008"),
            1 or 2 or 3 => TapJson.CheckIn(seq, index * 1_000 + seq % 500),
            4 => TapJson.CheckOut(seq, index * 1_000 + (seq - 2) % 500),
            _ => TapJson.WalkIn(seq),
        }).ToArray())).ToDictionary(each => each.Kiosk, each => each.Taps);

    /// <summary>What is new in the journal after a repetition was counted twice; what was acknowledged and is not there is lost.</summary>
    private static Reckoning Reckon(int attempted, int acked, Totals once, Totals last) => new()
    {
        Attempted = attempted,
        Acknowledged = acked,
        Found = Math.Min(acked, last.Journaled),
        Lost = Math.Max(0, acked - last.Journaled),
        Duplicated = last.CountedTwice + Math.Max(0, last.Journaled - attempted),
        Unexpected = last.Quarantined,
        Recovered = Math.Max(0, last.Journaled - once.Journaled - Math.Max(0, last.Journaled - attempted)),
        Chain = last.Chain,
    };

    /// <summary>Each kiosk once, on one session; how many taps were acknowledged.</summary>
    private static async Task<int> PlayAsync(ServerProcess server, Dictionary<KioskCredential, byte[][]> capture) => (await Task.WhenAll(capture.Select(async (each, index) =>
    {
        var sender = SenderOf(server, each.Key, index);
        await using var client = await sender.ConnectAsync();
        return await sender.SendAllAsync(client, each.Value);
    }))).Sum();

    /// <summary>Each kiosk on a session that sends and sends, until another in its name takes it over and plays all of it.</summary>
    /// <returns>Acknowledged on the second sessions, and on the first ones; and how many of these were taken over while they sent.</returns>
    private static async Task<(int All, int Heard, int TakenOver)> PlayAcrossTakeOversAsync(ServerProcess server, Dictionary<KioskCredential, byte[][]> capture)
    {
        int heard = 0, takenOver = 0;
        int[] all = await Task.WhenAll(capture.Select(async (each, index) =>
        {
            var sender = SenderOf(server, each.Key, index);
            await using var first = await sender.ConnectAsync();
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var sending = SendOnAsync();
            await begun.Task.WaitAsync(Patience);
            bool isSending = !sending.IsCompleted;
            await using var second = await sender.ConnectAsync();
            int acked = await sender.SendAllAsync(second, each.Value);
            await sending.WaitAsync(Patience); // ends with its session alone
            if (isSending && !first.IsConnected) Interlocked.Increment(ref takenOver);
            return acked;

            async Task SendOnAsync()
            {
                while (true)
                    foreach (byte[][] handful in each.Value.Chunk(Handful))
                    {
                        int done = await sender.SendAllAsync(first, handful);
                        Interlocked.Add(ref heard, done);
                        if (done > 0) begun.TrySetResult();
                        if (done < handful.Length) return;
                    }
            }
        }));
        return (all.Sum(), heard, takenOver);
    }

    private static Sender SenderOf(ServerProcess server, KioskCredential kiosk, int index) => new(kiosk, server.MqttPort, index % 2 == 0 ? ProtocolVersion.V311 : ProtocolVersion.V5);
}
