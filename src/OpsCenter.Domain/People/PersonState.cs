using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.People;

/// <summary>Where a person is: in one place at most. Known by pseudonym only, and forgotten with the day.</summary>
/// <param name="Person">The pseudonym.</param>
/// <param name="At">The venue of the newest stay; <see cref="VenueId.None"/> when the person left.</param>
/// <param name="Opening">The venue's opening that the stay belongs to; once the venue closed again, the stay is over.</param>
/// <param name="Purpose">Why they came.</param>
/// <param name="Newest">When their newest tap happened: an older tap that comes late moves nobody.</param>
public sealed record PersonState(PersonId Person, VenueId At, int Opening, Purpose Purpose, DateTimeOffset Newest);
