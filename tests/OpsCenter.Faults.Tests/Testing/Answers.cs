using System.Text.Json;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>Reads single figures out of answers.</summary>
internal static class Answers
{
    /// <summary>The reason of a PUBACK or PUBREC: 0 where none stands.</summary>
    internal static byte Reason(this byte[] acknowledgement) => acknowledgement.Length > 4 ? acknowledgement[4] : (byte)0;

    /// <summary>A figure of a tile; in sparse tiles a member that is 0 is left out.</summary>
    internal static long Figure(this JsonElement tile, string name) => tile.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    internal static long Gaps(this JsonElement tile) => tile.TryGetProperty("kiosks", out var kiosks) ? kiosks.Figure("gaps") : 0;

    /// <summary>Waits until the venue's tile says so.</summary>
    internal static Task ShowsAsync(this ServerProcess server, KioskCredential kiosk, string claim, Func<JsonElement, bool> holds) =>
        Eventually.TrueAsync($"{kiosk.Venue} shows {claim}", TimeSpan.FromSeconds(10), async () => holds(await server.TileAsync(kiosk.Venue)));
}
