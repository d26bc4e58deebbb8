using OpsCenter.Journal.Contract;
using OpsCenter.Journal.InMemory;
using OpsCenter.Journal.Sealing;

namespace OpsCenter.Journal.Tests.Sealing;

public sealed class InMemoryKeyVaultTests : KeyVaultContract
{
    private readonly InMemoryKeyStore _store = new();

    protected override IKeyStore Open() => _store;

    protected override void FillTheDisk(bool full) => _store.State = full ? DiskState.Full : DiskState.Sound;

    protected override void Clean() => _store.Dispose();
}
