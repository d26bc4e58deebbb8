namespace OpsCenter.Domain.Vocabulary;

/// <summary>
/// The moments at which a test may stop or fail a process (reliability FT-02): the one list of their names. Whoever passes them takes an
/// <c>Action&lt;FaultPoint&gt;?</c>, null by default, and calls it on the thread that is there; unused, it costs the look at a null.
/// </summary>
/// <remarks>
/// <c>OPSCENTER_TEST_KILL_AT=AfterCommit:7</c> in the server's environment kills the process, or the simulated kiosks' process, at the
/// seventh time it is there. Append names; a name that stands keeps its meaning. A hand-over of a shard and a migration in steps have no
/// point: neither exists.
/// </remarks>
public enum FaultPoint
{
    /// <summary>A commit is encoded; nothing of it is written yet.</summary>
    BeforeWrite,

    /// <summary>Written in the transaction; not yet committed, nothing durable.</summary>
    BeforeCommit,

    /// <summary>Committed and synced; nobody has been told yet.</summary>
    AfterCommit,

    /// <summary>As <see cref="AfterCommit"/>, and the commit holds a message that was set aside.</summary>
    AfterQuarantine,

    /// <summary>Some folds were told of the commit, the board's roll-up among them; others were not.</summary>
    MidAnnounce,

    /// <summary>Every fold was told; no sender was.</summary>
    BeforeAcknowledge,

    /// <summary>Every acknowledgement was handed to its connection; some may have left, others not.</summary>
    AfterAcknowledge,

    /// <summary>The write-ahead log was copied into the journal; the writer is about to begin it anew.</summary>
    BeforeLogRestart,

    /// <summary>Half of a snapshot is written.</summary>
    MidSnapshotWrite,

    /// <summary>A snapshot's file is written and synced; it does not bear its name yet.</summary>
    BeforeSnapshotRename,

    /// <summary>A snapshot bears its name; the ones that it makes superfluous still stand.</summary>
    AfterSnapshotRename,

    /// <summary>A superfluous snapshot was just deleted.</summary>
    AfterSnapshotDelete,

    /// <summary>New keys are written in their transaction; nothing durable.</summary>
    BeforeKeyFlush,

    /// <summary>New keys are durable; the facts that were sealed with them are not.</summary>
    AfterKeyFlush,

    /// <summary>A key is overwritten and deleted in its transaction; nothing durable. Month keys go this way, and erasures.</summary>
    BeforeKeyErasure,

    /// <summary>The key is durably gone from its table; the log that may still show it is not yet emptied.</summary>
    AfterKeyErasure,

    /// <summary>Kiosk: taps are written in the outbox's transaction; nothing durable, nothing promised.</summary>
    BeforeOutboxCommit,

    /// <summary>Kiosk: taps are in the outbox, synced; neither thanked for nor sent.</summary>
    AfterOutboxCommit,

    /// <summary>Kiosk: a receipt came; what it covers is still held.</summary>
    BeforeOutboxForget,

    /// <summary>Kiosk: what the receipt covers was let go.</summary>
    AfterOutboxForget,
}
