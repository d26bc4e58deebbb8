namespace OpsCenter.Journal;

/// <summary>The disk has no space for a commit: it was rolled back, nothing of it is durable, and the journal stays usable.</summary>
public sealed class JournalFullException(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>A write or an fsync failed: what is on disk is unknown, and the process must end (fsyncgate; house rule H3).</summary>
public sealed class JournalFailedException(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>A record, a link of the chain or a fold does not check.</summary>
/// <param name="message">What does not check, as a sentence.</param>
/// <param name="position">The first position that cannot be trusted; 0 when it is not known.</param>
public sealed class JournalCorruptException(string message, long position = 0) : IOException(message)
{
    /// <summary>The first position that cannot be trusted; 0 when it is not known.</summary>
    public long Position => position;
}

/// <summary>The directory cannot be opened by this server: a newer format, an event of a name it does not know, a foreign file, or another owner.</summary>
public sealed class JournalRefusedException(string message, Exception? inner = null) : IOException(message, inner);
