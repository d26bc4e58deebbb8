using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.InMemory;
using OpsCenter.Simulation.Tests.Checks;
using OpsCenter.Simulation.Tests.Network;
using OpsCenter.Simulation.Tests.Time;

namespace OpsCenter.Simulation.Tests.City;

/// <summary>What outlives a server: its disk, its keys, the cables, and who looks on.</summary>
internal sealed record Storage(Agenda Agenda, DateTimeOffset Beginning, MemoryDisk Disk, InMemoryKeyStore Keys, IReadOnlyDictionary<KioskId, Cable> Cables, Witness Witness)
{
    /// <summary>Opens the journal on the disk; a negative control opens a broken one.</summary>
    internal Func<MemoryDisk, OpsCenter.Journal.IJournal> OpenJournal { get; init; } = disk => new InMemoryJournal(disk);

    /// <summary>Whether the server writes what it hears into its log: a negative control.</summary>
    internal bool Overhears { get; init; }

    internal Logbook Logbook { get; } = new();

    internal Action<string> Wrong { get; init; } = _ => { };
}
