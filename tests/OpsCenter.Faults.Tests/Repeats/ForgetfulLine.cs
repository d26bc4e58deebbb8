using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Faults.Tests.Repeats;

/// <summary>FT-18: kiosks behind a wire that loses acknowledgements. What is not acknowledged soon is sent again on a new connection, as an outbox does.</summary>
/// <param name="server">The server.</param>
/// <param name="presses">How many times somebody pressed, all kiosks together.</param>
/// <param name="seed">Draws what is lost.</param>
/// <param name="share">How many of the acknowledgements are lost, 0 to 1.</param>
internal sealed class ForgetfulLine(ServerProcess server, int presses, int seed, double share)
{
    private const int Kiosks = 20;
    private const int AtOnce = 20;
    private const int PubAck = 4;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(250);

    private int _lost;
    private int _repeated;

    /// <summary>Acknowledgements that the wire lost: so many taps were heard again though they were in the journal.</summary>
    internal int Lost => _lost;

    /// <summary>Taps that were sent more than once.</summary>
    internal int Repeated => _repeated;

    /// <param name="renumbers">Whether a kiosk gives a repeated tap a new number, which no kiosk may.</param>
    /// <param name="journal">Reads the journal afterwards.</param>
    internal async Task<Reckoning> RunAsync(bool renumbers, Func<Task<VerifyOutput>> journal)
    {
        await using var line = new FaultyLine(server.MqttPort)
        {
            Sieve = number => new PacketSieve(PubAck, share, new Random(seed + number), () => Interlocked.Increment(ref _lost)),
        };
        var kiosks = server.Credentials.Kiosks.Take(Kiosks).ToArray();
        int[] acknowledged = await Task.WhenAll(kiosks.Select((kiosk, index) =>
            PressAsync(new Sender(kiosk, line.Port, index % 2 == 0 ? ProtocolVersion.V311 : ProtocolVersion.V5), renumbers)));

        var found = await journal();
        long ok = kiosks.Sum(kiosk => found.JournaledOf(kiosk.Kiosk));
        return new Reckoning
        {
            Attempted = presses,
            Acknowledged = acknowledged.Sum(),
            Found = Math.Min(ok, presses),
            Lost = Math.Max(0, acknowledged.Sum() - ok),
            Duplicated = found.CountedTwice.Count + Math.Max(0, found.CheckIns - presses),
            Uncounted = Math.Max(0, presses - found.CheckIns),
            Unexpected = found.Quarantined,
            Recovered = _repeated,
            Chain = found.Chain,
        };
    }

    private async Task<int> PressAsync(Sender sender, bool renumbers)
    {
        long seq = 0;
        int left = presses / Kiosks, acknowledged = 0;
        List<byte[]> waiting = [];
        while (left > 0 || waiting.Count > 0)
        {
            for (; left > 0 && waiting.Count < AtOnce; left--) waiting.Add(TapJson.WalkIn(++seq));
            bool[] done = new bool[waiting.Count];
            await using (var client = await sender.ConnectAsync())
            {
                var sending = waiting.Select(async (tap, index) => done[index] = await sender.SendAsync(client, tap)).ToArray();
                await Task.WhenAny(Task.WhenAll(sending), Task.Delay(Soon));
            }
            acknowledged += done.Count(yes => yes);
            waiting = [.. waiting.Where((_, index) => !done[index])];
            _ = Interlocked.Add(ref _repeated, waiting.Count);
            if (renumbers) waiting = [.. waiting.Select(_ => TapJson.WalkIn(++seq))];
        }
        return acknowledged;
    }
}
