using System.Collections.Concurrent;
using System.Security.Cryptography;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Down;

namespace OpsCenter.Ingest.Sessions;

/// <summary>
/// How each kiosk shall be (<c>wire.md</c>, <c>desired</c>), from its venue and the city pack. The id is a digest of the content: it stays
/// across connections and restarts, and a kiosk that has applied it need not apply it again.
/// </summary>
/// <param name="plan">The city; the first of its modes is the one of ordinary days.</param>
internal sealed class DesiredStates(CityPlan plan)
{
    private const int IdBytes = 8;

    private readonly ConcurrentDictionary<VenueId, byte[]> _states = new();

    /// <summary>The payload of <c>down</c> for the kiosks of a venue.</summary>
    internal ReadOnlyMemory<byte> Of(Venue venue) => _states.GetOrAdd(venue.Id, _ => Write(venue));

    private byte[] Write(Venue venue)
    {
        var mode = plan.Parts.Modes is [var ordinary, ..] ? ordinary : null;
        var texts = new Dictionary<string, string> { ["venue"] = venue.Name, ["venue.en"] = venue.EnglishName };
        if (mode is not null) (texts["mode"], texts["mode.en"]) = (mode.Name, mode.EnglishName);
        var desired = new DownContent.Desired { Mode = mode?.Code, Hours = new OpeningHours(venue.Opens, venue.Closes), Texts = texts };
        byte[] digest = SHA256.HashData(DownWriter.ToBytes(new DownMessage("0", desired)));
        return DownWriter.ToBytes(new DownMessage($"d-{Convert.ToHexStringLower(digest.AsSpan(0, IdBytes))}", desired));
    }
}
