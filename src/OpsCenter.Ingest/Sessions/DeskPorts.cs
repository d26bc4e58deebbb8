using OpsCenter.Ingest.Admission;

namespace OpsCenter.Ingest.Sessions;

/// <summary>What the desk needs besides its posts.</summary>
/// <param name="Options">The limits of a connection.</param>
/// <param name="Time">The clock.</param>
/// <param name="Answers">Answers questions.</param>
/// <param name="Pace">Lets a held-back session read on later.</param>
/// <param name="Desired">Knows how each kiosk shall be.</param>
internal sealed record DeskPorts(IngestOptions Options, TimeProvider Time, ProgressAnswers Answers, PacedReading Pace, DesiredStates Desired);
