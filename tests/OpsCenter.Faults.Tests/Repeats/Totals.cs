using System.Text.Json;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Repeats;

/// <summary>All that a city counts: what the journal holds, and every tile that could have changed.</summary>
/// <param name="CheckIns">By the journal, folded afresh.</param>
/// <param name="Journaled">Identities in the journal.</param>
/// <param name="Quarantined">Messages set aside.</param>
/// <param name="CountedTwice">Identities that were counted more often than once.</param>
/// <param name="Chain">What <c>verify</c> says of the chain.</param>
/// <param name="Tiles">The city's and every kiosk's venue's, without who is online.</param>
internal sealed record Totals(long CheckIns, long Journaled, long Quarantined, int CountedTwice, string Chain, string Tiles)
{
    internal static async Task<Totals> OfAsync(ServerProcess server, IEnumerable<KioskCredential> kiosks)
    {
        var journal = await VerifyOutput.OfAsync(server.Start.FolderOutside);
        Assert.Equal("ok", journal.Chain);
        List<string> tiles = [];
        foreach (string unit in kiosks.Select(kiosk => kiosk.Venue).Distinct().Prepend(Credentials.City))
        {
            var members = (await server.TileAsync(unit)).EnumerateObject().Where(member => member.Name != "kiosks").Select(member => $"{member.Name} {member.Value.GetRawText()}");
            tiles.Add($"{unit}: {string.Join(", ", members)}");
        }
        return new Totals(journal.CheckIns, journal.Journaled, journal.Quarantined, journal.CountedTwice.Count, journal.Chain, JsonSerializer.Serialize(tiles));
    }
}
