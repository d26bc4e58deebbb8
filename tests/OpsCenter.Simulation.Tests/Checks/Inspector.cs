using System.Text;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.InMemory;
using OpsCenter.Simulation.Tests.City;

namespace OpsCenter.Simulation.Tests.Checks;

/// <summary>Reads the journal as it grows, and holds the invariants against it.</summary>
internal sealed class Inspector
{
    private readonly Storage _storage;
    private readonly Action<string> _wrong;
    private readonly ReferenceCity _reference;
    private readonly Invariants _invariants;

    internal Inspector(Storage storage, Action<string> wrong)
    {
        (_storage, _wrong) = (storage, wrong);
        _reference = new ReferenceCity(SimCity.Plan, storage.Witness, wrong);
        _invariants = new Invariants(SimCity.Plan, storage.Witness, _reference, wrong);
    }

    /// <summary>All that can be asked while a server runs, or, while none does, of the disk.</summary>
    internal void Look(SimServer? server)
    {
        LookWhatCame();
        _invariants.NothingAcknowledgedIsMissing();
        _storage.Marks.Compare();
        _storage.Witness.ScreensCompared = _storage.Marks.Compared;
        if (server is null) return;
        _invariants.GrainsAreTheFold(server.City);
        _invariants.WallsShowThePosture(server.Board);
    }

    /// <summary>Folds what became durable since the last look.</summary>
    internal void LookWhatCame()
    {
        List<TapId> taps = [];
        using (var journal = new InMemoryJournal(_storage.Disk))
        {
            foreach (var recorded in journal.Read(_reference.Position))
            {
                if (recorded.Fact.Tap is { } tap && (taps.Count == 0 || taps[^1] != tap.Id)) taps.Add(tap.Id);
                _reference.Take(recorded);
                _storage.Marks.Tell(_reference.Position, _invariants.Postures);
            }
            _reference.Settle();
        }
        foreach (var tap in taps) _invariants.EachTapCountsForWhatItWas(tap, _reference.Taps[tap]);
        _invariants.EachKiosksOrderIsKept(taps);
    }

    /// <summary>After a crash: what the reference had folded must still be there, and what was acknowledged.</summary>
    internal void LookAtTheDisk()
    {
        using var journal = new InMemoryJournal(_storage.Disk);
        if (journal.Head < _reference.Position)
        {
            _wrong($"I1: the journal stood at {_reference.Position}, and after the crash it stands at {journal.Head}.");
            return;
        }
        LookWhatCame();
        _invariants.NothingAcknowledgedIsMissing();
    }

    /// <summary>When all is quiet.</summary>
    internal void LookAtTheEnd(IReadOnlyList<SimKiosk> kiosks)
    {
        _invariants.EveryThanksWasKept();
        foreach (var kiosk in kiosks)
            if (kiosk.Held > 0) _wrong($"{kiosk.Id} still holds {kiosk.Held} taps.");
        LookForPersons();
    }

    /// <summary>I7: no card, phone or word of anybody stands in the journal or in the log.</summary>
    private void LookForPersons()
    {
        string[] texts = [People.Phone, People.Words, "剪纸课", People.CardsBegin];
        foreach (string text in texts)
        {
            byte[] clear = Encoding.UTF8.GetBytes(text);
            if (_storage.Disk.Commits.Any(commit => commit.Records.AsSpan().IndexOf(clear) >= 0)) _wrong($"I7: the journal shows '{text}'.");
            if (_storage.Logbook.Sentences.Exists(sentence => sentence.Contains(text, StringComparison.Ordinal))) _wrong($"I7: the log shows '{text}'.");
        }
    }
}
