using OpsCenter.Faults.Tests.Durability;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>A few numbered kiosks that press at once, handful after handful, until they are told to rest or the server goes away.</summary>
internal sealed class NumberedFleet(ServerProcess server, int kiosks, int handful = 10) : IAsyncDisposable
{
    private readonly NumberedKiosk[] _kiosks = [.. server.Credentials.Kiosks.Take(kiosks).Select(kiosk => new NumberedKiosk(kiosk))];
    private CancellationTokenSource _resting = new();
    private Task _pressing = Task.CompletedTask;

    internal IReadOnlyList<NumberedKiosk> Kiosks => _kiosks;

    /// <summary>Which kiosk dialled in from which port.</summary>
    internal IReadOnlyDictionary<int, string> ByPort => _kiosks.ToDictionary(kiosk => kiosk.LocalPort, kiosk => kiosk.Kiosk.Kiosk);

    internal long Attempted => _kiosks.Sum(kiosk => kiosk.Attempted);

    internal long Acked => _kiosks.Sum(kiosk => (long)kiosk.Acked.Count);

    internal Task ConnectAsync(int port) => Task.WhenAll(_kiosks.Select(kiosk => kiosk.ConnectAsync(port)));

    /// <summary>Presses once with every kiosk.</summary>
    internal Task PressAsync() => Task.WhenAll(_kiosks.Select(kiosk => kiosk.PressAsync(handful)));

    /// <summary>Presses on in the background.</summary>
    internal void Begin(TimeSpan pace)
    {
        _resting = new CancellationTokenSource();
        _pressing = Task.WhenAll(_kiosks.Select(kiosk => GoOnAsync(kiosk, pace, _resting.Token)));
    }

    /// <summary>Presses no more, and waits for what is under way.</summary>
    internal async Task RestAsync()
    {
        await _resting.CancelAsync();
        await _pressing;
    }

    /// <summary>Every kiosk sends all it ever had once more.</summary>
    internal Task SendAllAgainAsync() => Task.WhenAll(_kiosks.Select(async kiosk => Assert.True(await kiosk.SendAgainAsync(), "The server did not take a tap again.")));

    /// <summary>What is acknowledged now, by kiosk: a moment that a later check can come back to.</summary>
    internal Dictionary<string, long[]> AckedNow() => _kiosks.ToDictionary(kiosk => kiosk.Kiosk.Kiosk, kiosk => kiosk.Acked.Keys.ToArray());

    /// <summary>Compares what was acknowledged, then or by now, with what a journal holds.</summary>
    internal Reckoning Reckon(VerifyOutput journal, Dictionary<string, long[]>? then = null)
    {
        then ??= AckedNow();
        long acked = then.Values.Sum(taps => (long)taps.Length);
        long found = then.Sum(row => row.Value.LongCount(seq => journal.Has(row.Key, seq)));
        return new Reckoning
        {
            Attempted = Attempted,
            Acknowledged = acked,
            Found = found,
            Lost = acked - found,
            Duplicated = journal.CountedTwice.Count + Math.Max(0, journal.CheckIns - journal.Journaled),
            Uncounted = Math.Max(0, journal.Journaled - journal.CheckIns),
            Unexpected = journal.Quarantined + _kiosks.Sum(kiosk => Math.Max(0, journal.UpTo(kiosk.Kiosk.Kiosk) - kiosk.Attempted))
                + journal.Outboxes.Count(outbox => outbox.Outbox != "0" || !then.ContainsKey(outbox.Kiosk)),
            Recovered = journal.Journaled - found,
            Chain = journal.Chain,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _resting.CancelAsync();
        foreach (var kiosk in _kiosks) await kiosk.DisposeAsync();
        await _pressing;
        _resting.Dispose();
    }

    private static async Task GoOnAsync(NumberedKiosk kiosk, TimeSpan pace, CancellationToken resting)
    {
        while (!resting.IsCancellationRequested && await kiosk.PressAsync(4)) await Task.Delay(pace, resting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
