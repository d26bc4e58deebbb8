using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Contract;

namespace OpsCenter.Journal.Sqlite.Tests;

public sealed class SqliteJournalTests : JournalContract
{
    private readonly TestFolder _folder = new();
    private Exception? _fault;

    protected override IJournal Open() => SqliteJournal.Open(_folder.Options with { Faults = point => Meet(point) });

    protected override void FillTheDisk(bool full) => _fault = full ? new JournalFullException("Filled by the test.") : null;

    protected override void BreakTheDisk() => _fault = new IOException("Broken by the test.");

    protected override void Clean() => _folder.Dispose();

    private void Meet(FaultPoint point)
    {
        if (point != FaultPoint.BeforeCommit || _fault is not { } fault) return;
        throw fault;
    }
}
