namespace OpsCenter.Journal;

/// <summary>The disk has no space for a commit: it was rolled back, nothing of it is durable, and the journal stays usable.</summary>
public sealed class JournalFullException(string message, Exception inner) : IOException(message, inner);

/// <summary>A write or an fsync failed: what is on disk is unknown, and the process must end (fsyncgate; house rule H3).</summary>
public sealed class JournalFailedException(string message, Exception inner) : IOException(message, inner);

/// <summary>A record, a link of the chain or a fold does not check.</summary>
public sealed class JournalCorruptException(string message) : IOException(message);
