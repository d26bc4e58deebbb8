using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Faults.Tests.Durability;

/// <summary>Kiosks that send together, half of them in each version of MQTT.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly LoadedKiosk[] _kiosks;
    private readonly Task _running;

    /// <summary>Starts to send.</summary>
    /// <param name="server">Where to; it may go away and come back on the same port.</param>
    /// <param name="kiosks">How many.</param>
    /// <param name="pace">The pause between a kiosk's handfuls of taps.</param>
    /// <param name="poisonEvery">Each so many taps one that nobody can read, which the server sets aside; 0 for none.</param>
    internal Fleet(ServerProcess server, int kiosks, TimeSpan pace, int poisonEvery = 0)
    {
        _kiosks = [.. server.Credentials.Kiosks.Take(kiosks).Select((kiosk, index) =>
            new LoadedKiosk(kiosk, server.MqttPort, index % 2 == 0 ? ProtocolVersion.V311 : ProtocolVersion.V5, pace) { PoisonEvery = poisonEvery })];
        _running = Task.WhenAll(_kiosks.Select(kiosk => kiosk.RunAsync(_draining.Token, _ending.Token)));
    }

    internal long Attempted => _kiosks.Sum(kiosk => kiosk.Attempted);

    internal long AcknowledgedCount => _kiosks.Sum(kiosk => (long)kiosk.Acknowledged.Length);

    /// <summary>Makes no new taps, and waits until every one sent is acknowledged.</summary>
    internal async Task DrainAsync(TimeSpan patience)
    {
        await _draining.CancelAsync();
        await Eventually.TrueAsync("every tap is acknowledged", patience, () => Task.FromResult(_kiosks.All(kiosk => kiosk.IsDrained)));
    }

    /// <summary>Compares what was acknowledged with what the journal holds.</summary>
    internal Reckoning Reckon(VerifyOutput journal)
    {
        var known = _kiosks.ToDictionary(kiosk => kiosk.Kiosk);
        long acknowledged = 0, found = 0, poison = _kiosks.Sum(kiosk => kiosk.PoisonEvery == 0 ? 0 : kiosk.Attempted / kiosk.PoisonEvery);
        foreach (var kiosk in _kiosks)
        {
            long[] taps = kiosk.Acknowledged;
            acknowledged += taps.Length;
            found += taps.LongCount(seq => journal.Has(kiosk.Kiosk, seq));
        }
        return new Reckoning
        {
            Attempted = Attempted,
            Acknowledged = acknowledged,
            Found = found,
            Lost = acknowledged - found,
            Duplicated = journal.CountedTwice.Count + Math.Max(0, journal.CheckIns + journal.Quarantined - journal.Journaled),
            Uncounted = Math.Max(0, journal.Journaled - journal.CheckIns - journal.Quarantined),
            Unexpected = Math.Max(0, journal.Quarantined - poison) + _kiosks.Sum(kiosk => kiosk.Refused + Math.Max(0, journal.UpTo(kiosk.Kiosk) - kiosk.Attempted))
                + journal.Outboxes.Count(outbox => outbox.Outbox != "0" || !known.ContainsKey(outbox.Kiosk)),
            Recovered = _kiosks.Sum(kiosk => kiosk.Recovered),
            Chain = journal.Chain,
        };
    }

    /// <summary>The same where others send beside it: only what is the fleet's own is looked at, and what was counted is read off its venues.</summary>
    internal async Task<Reckoning> ReckonBesideOthersAsync(VerifyOutput journal, ServerProcess server)
    {
        var own = _kiosks.Select(kiosk => server.Credentials.Kiosks.First(credential => credential.Kiosk == kiosk.Kiosk)).ToList();
        long counted = 0;
        foreach (string venue in own.Select(credential => credential.Venue).Distinct()) counted += (await server.TileAsync(venue)).Figure("checkIns");
        long journaled = own.Sum(credential => journal.JournaledOf(credential.Kiosk));
        return Reckon(journal) with
        {
            Duplicated = journal.CountedTwice.Count + Math.Max(0, counted - journaled),
            Uncounted = Math.Max(0, journaled - counted),
            Unexpected = _kiosks.Sum(kiosk => kiosk.Refused + Math.Max(0, journal.UpTo(kiosk.Kiosk) - kiosk.Attempted)),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _draining.CancelAsync();
        await _ending.CancelAsync();
        await _running;
        _draining.Dispose();
        _ending.Dispose();
    }
}
