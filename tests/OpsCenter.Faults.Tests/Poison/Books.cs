using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Journal.Sealing;
using OpsCenter.Journal.Sqlite;

namespace OpsCenter.Faults.Tests.Poison;

/// <summary>What the journal of a dead server holds of poison, opened with its own keys, message by message.</summary>
/// <param name="Kept">What was set aside: where, by the name of its bytes, why, and when it happened.</param>
/// <param name="Raised">The requests, by the tap that raised each, and when it happened.</param>
internal sealed record Books(IReadOnlyList<(long Position, string Name, string Reason, DateTimeOffset Happened)> Kept, IReadOnlyList<(string Kiosk, long Seq, DateTimeOffset Happened)> Raised)
{
    internal static Books Of(string data)
    {
        var options = new SqliteJournalOptions(data) { BallastBytes = 0 };
        using var journal = SqliteJournal.Open(options);
        using var keys = new SqliteKeyStore(options);
        var vault = new KeyVault(keys);
        List<(long, string, string, DateTimeOffset)> kept = [];
        List<(string, long, DateTimeOffset)> raised = [];
        foreach (var recorded in journal.Read(0))
        {
            if (recorded.Event is GridEvent.RequestRaised && recorded.Fact.Tap is { } tap) raised.Add((tap.Id.Kiosk.ToString(), tap.Id.Seq, recorded.Fact.Happened));
            if (recorded.Event is not KioskEvent.MessageQuarantined message) continue;
            Assert.True(vault.TryOpen(message.Payload, out byte[]? bytes), $"The message at {recorded.Position} cannot be opened any more.");
            kept.Add((recorded.Position, PoisonedLoad.NameOf(message.Kiosk.ToString(), bytes), message.Reason, recorded.Fact.Happened));
        }
        return new Books(kept, raised);
    }

    /// <summary>Compares what was acknowledged with what was kept and counted, identity by identity.</summary>
    /// <param name="load">What was sent.</param>
    /// <param name="journal">The journal as <c>verify</c> reads it.</param>
    internal Reckoning Reckon(PoisonedLoad load, VerifyOutput journal)
    {
        var names = Kept.ToLookup(message => message.Name);
        long good = load.Good.LongCount(tap => journal.Has(tap.Kiosk, tap.Seq));
        long poison = load.Poison.LongCount(message => names[message.Key].Any(kept => kept.Reason == message.Value.Reason));
        var mendable = load.Poison.Values.Where(message => message.Reason == PoisonedLoad.Mendable).Select(message => (message.Kiosk, message.Seq)).ToHashSet();
        var raised = Raised.Select(request => (request.Kiosk, request.Seq)).ToList();
        long acknowledged = load.Good.Count + load.Poison.Count;
        return new Reckoning
        {
            Attempted = load.Attempted,
            Acknowledged = acknowledged,
            Found = good + poison,
            Lost = acknowledged - good - poison,
            Duplicated = journal.CountedTwice.Count + Math.Max(0, journal.CheckIns - load.Good.Count) + names.Sum(same => same.Count() - 1) + raised.Count - raised.Distinct().Count(),
            Uncounted = Math.Max(0, load.Good.Count - journal.CheckIns),
            Unexpected = load.Unexpected + Kept.LongCount(message => !load.Poison.TryGetValue(message.Name, out var sent) || sent.Reason != message.Reason) + raised.LongCount(request => !mendable.Contains(request)),
            Recovered = raised.Distinct().LongCount(mendable.Contains), // set aside, and counted once its cause was mended
            Chain = journal.Chain,
        };
    }
}
