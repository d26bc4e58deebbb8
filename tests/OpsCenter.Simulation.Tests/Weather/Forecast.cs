using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Simulation.Tests.Weather;

/// <summary>What may go wrong.</summary>
internal enum Trouble
{
    ServerDies,
    ServerDiesAtAPoint,
    KioskDies,
    KioskDiesAtAPoint,
    CableBlocked,
    AllCablesBlocked,
    SwizzleClog,
    ConnectionReset,
    DiskFull,
    DiskFails,
    KioskClockSet,
    SlowNetwork,
    LoopHangs,
    SnapshotRots,
    ServerClockSet,
}

/// <summary>Which points lie in simulated code, and in whose process.</summary>
internal static class Points
{
    internal static readonly FaultPoint[] OfKiosks =
        [FaultPoint.BeforeOutboxCommit, FaultPoint.AfterOutboxCommit, FaultPoint.BeforeOutboxForget, FaultPoint.AfterOutboxForget];

    /// <summary>All others, but for the log of SQLite, which has no like in memory; FT-02 kills the real process there.</summary>
    internal static readonly FaultPoint[] OfTheServer =
        [.. Enum.GetValues<FaultPoint>().Except(OfKiosks).Except([FaultPoint.BeforeLogRestart])];

    internal static readonly FaultPoint[] OfErasure = [FaultPoint.BeforeKeyErasure, FaultPoint.AfterKeyErasure];
}
