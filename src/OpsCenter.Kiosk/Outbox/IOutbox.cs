using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Receipts;

namespace OpsCenter.Kiosk.Outbox;

/// <summary>Where taps wait until the server has them: numbered 1, 2, 3 …, no number ever given twice, none forgotten before a receipt covers it.</summary>
/// <remarks>Safe for use by many threads. Two adapters: a file, whose appends are on the disk before they return, and memory, for simulated kiosks.</remarks>
public interface IOutbox : IDisposable
{
    /// <summary>Which outbox this is; drawn when it was made.</summary>
    OutboxId Id { get; }

    /// <summary>What it holds now.</summary>
    OutboxStatus Status { get; }

    /// <summary>Called after taps were stored, on any thread; must return at once. One listener, the link; null when there is none.</summary>
    Action? Stored { get; set; }

    /// <summary>Numbers a tap and stores it; it has survived a power cut from the moment this returns.</summary>
    /// <exception cref="OutboxBrokenException">The disk failed: what was not answered is not stored. The owner opens the outbox afresh.</exception>
    ValueTask<AppendOutcome> AppendAsync(TapDraft draft, CancellationToken cancellationToken);

    /// <summary>The stored taps in order of their numbers.</summary>
    /// <param name="after">Only numbers above it.</param>
    /// <param name="upTo">Only numbers up to it, inclusive.</param>
    /// <param name="most">At most so many; at least 1.</param>
    IReadOnlyList<OutboxEntry> Read(long after, long upTo, int most);

    /// <summary>Forgets what the receipt covers; a receipt of another outbox changes nothing.</summary>
    /// <returns>How many taps were forgotten.</returns>
    int Delete(Receipt receipt);
}

/// <summary>What became of an append.</summary>
/// <param name="Seq">The number given; 0 when the outbox is full and the tap was not taken.</param>
public readonly record struct AppendOutcome(long Seq)
{
    /// <summary>The outbox holds all that it may: the screen must not say thank you.</summary>
    public static AppendOutcome Full => default;

    /// <summary>Whether the tap is stored.</summary>
    public bool IsStored => Seq > 0;
}

/// <summary>The outbox can no longer promise anything: a write or its fsync failed, or its file is in use by another process.</summary>
public sealed class OutboxBrokenException(string message, Exception? inner) : IOException(message, inner);
