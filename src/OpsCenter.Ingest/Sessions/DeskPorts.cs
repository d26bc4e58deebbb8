using System.Globalization;
using OpsCenter.Ingest.Admission;

namespace OpsCenter.Ingest.Sessions;

/// <summary>What the desk needs besides its posts.</summary>
/// <param name="Options">The limits of a connection.</param>
/// <param name="Time">The clock.</param>
/// <param name="Answers">Answers questions.</param>
/// <param name="Pace">Lets a held-back session read on later.</param>
internal sealed record DeskPorts(IngestOptions Options, TimeProvider Time, ProgressAnswers Answers, PacedReading Pace)
{
    private long _downs;

    /// <summary>An id for a <c>down</c> message, never the same twice, also after a restart.</summary>
    internal string NextDownId() =>
        string.Create(CultureInfo.InvariantCulture, $"d{Time.GetUtcNow().ToUnixTimeMilliseconds()}-{Interlocked.Increment(ref _downs)}");
}
