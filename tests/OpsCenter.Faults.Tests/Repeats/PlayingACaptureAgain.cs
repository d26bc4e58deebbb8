using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Faults.Tests.Repeats;

/// <summary>FT-32: the same bytes again, whenever and on whichever connection, change nothing.</summary>
public sealed class PlayingACaptureAgain(ITestOutputHelper output)
{
    private const int Kiosks = 20;

    // The full size is tests/long.sh FT-32, which sets it.
    private static readonly int Taps = Size.Of("OPSCENTER_EVENTS") ?? 4_000;

    [Fact]
    public async Task Three_times_and_across_take_overs_it_comes_to_what_it_came_to_once()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithoutRates());
        var capture = Capture(server, Taps);
        await PlayAsync(server, capture, takesOver: false);
        var once = await Totals.OfAsync(server, capture.Keys);
        Assert.Equal((Taps, 0, 0), (once.Journaled, once.Quarantined, once.CountedTwice));

        for (int again = 0; again < 3; again++)
        {
            await PlayAsync(server, capture, takesOver: true);
            Assert.Equal(once, await Totals.OfAsync(server, capture.Keys));
        }
        string figures = Results.Line($"{Taps} taps of {Kiosks} kiosks, played once and three times more across take-overs", $"attempted {Taps}, acked {Taps} (each time), ok {once.Journaled}, lost {Taps - once.Journaled}, duplicated {once.CountedTwice}, unexpected {once.Quarantined}, recovered 0, check-ins {once.CheckIns} each time", seed: 0);
        output.WriteLine(figures);
        Results.Keep(figures);
    }

    /// <summary>The negative control: the same presses from an outbox that was made anew are other taps, and the totals must say so.</summary>
    [Fact]
    public async Task A_capture_under_another_outbox_is_found_out()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithoutRates());
        var capture = Capture(server, 200);
        await PlayAsync(server, capture, takesOver: false);
        var once = await Totals.OfAsync(server, capture.Keys);
        var renamed = capture.ToDictionary(kiosk => kiosk.Key, kiosk => kiosk.Value.Select(tap => (byte[])[.. "{\"outbox\":\"feedfeed\","u8, .. tap[1..]]).ToArray());
        await PlayAsync(server, renamed, takesOver: false);
        Assert.NotEqual(once, await Totals.OfAsync(server, capture.Keys));
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

    private static async Task PlayAsync(ServerProcess server, Dictionary<KioskCredential, byte[][]> capture, bool takesOver)
    {
        await Task.WhenAll(capture.Select(async (each, index) =>
        {
            var sender = new Sender(each.Key, server.MqttPort, index % 2 == 0 ? ProtocolVersion.V311 : ProtocolVersion.V5);
            await using var first = await sender.ConnectAsync();
            var half = takesOver ? sender.SendAllAsync(first, each.Value.Take(each.Value.Length / 2)) : Task.FromResult(0);
            if (takesOver) await Task.Yield(); // the second session comes while the first still sends
            await using var second = takesOver ? await sender.ConnectAsync() : first;
            Assert.Equal(each.Value.Length, await sender.SendAllAsync(second, each.Value));
            await half;
        }));
    }
}
