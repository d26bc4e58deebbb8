using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.InMemory;
using OpsCenter.Simulation.Tests.Checks;
using OpsCenter.Simulation.Tests.Network;
using OpsCenter.Simulation.Tests.Time;
using OpsCenter.Simulation.Tests.Weather;

namespace OpsCenter.Simulation.Tests.City;

/// <summary>What outlives a server: its disk, its keys, the cables, and who looks on.</summary>
internal sealed record Storage(Agenda Agenda, DateTimeOffset Beginning, MemoryDisk Disk, InMemoryKeyStore Keys, IReadOnlyDictionary<KioskId, Cable> Cables, Witness Witness)
{
    /// <summary>Opens the journal on the disk; a negative control opens a broken one.</summary>
    internal Func<MemoryDisk, OpsCenter.Journal.IJournal> OpenJournal { get; init; } = disk => new InMemoryJournal(disk);

    /// <summary>What is broken on purpose.</summary>
    internal Breakage Breakage { get; init; }

    /// <summary>The screens' ways to the server.</summary>
    internal required IReadOnlyList<Cable> ScreenCables { get; init; }

    /// <summary>The versions at which screens are looked at.</summary>
    internal required Marks Marks { get; init; }

    /// <summary>Contents of snapshots that are no longer as they were written.</summary>
    internal HashSet<byte[]> Rotten { get; } = [];

    /// <summary>The clock of the machine on which servers run, less the true time.</summary>
    internal TimeSpan ServerOffset { get; set; }

    internal Logbook Logbook { get; } = new();

    internal Action<string> Wrong { get; init; } = _ => { };
}
