using OpsCenter.Domain.City;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Grains.Runtime;

/// <summary>How a command ended.</summary>
public enum OutcomeKind
{
    /// <summary>Its events are durable.</summary>
    Done,

    /// <summary>It was heard before; nothing is new.</summary>
    Seen,

    /// <summary>It was refused; that it was is durable where the rule keeps it.</summary>
    Refused,

    /// <summary>It was set aside; the quarantine is durable.</summary>
    Quarantined,

    /// <summary>The journal took nothing of its batch: it must not be acknowledged, the sender will come again.</summary>
    NotCommitted,
}

/// <summary>The answer to a command.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Position">The journal position up to which a reader must be to see it.</param>
/// <param name="Refusal">Why not; null unless refused or set aside.</param>
public readonly record struct Outcome(OutcomeKind Kind, long Position, Refusal? Refusal = null);

/// <summary>Who waits for the answer. Called on the shard's loop, after the commit: be brief and never throw.</summary>
public interface ICommandReceipt
{
    /// <summary>The command ended.</summary>
    void Complete(in Outcome outcome);
}

/// <summary>A command on its way to the loop.</summary>
/// <param name="Command">What is asked.</param>
/// <param name="Receipt">Who waits for the answer; null when nobody does.</param>
/// <param name="Payload">The message as it came, for the quarantine; empty for commands that cannot be set aside.</param>
public readonly record struct Envelope(Command Command, ICommandReceipt? Receipt, ReadOnlyMemory<byte> Payload);
