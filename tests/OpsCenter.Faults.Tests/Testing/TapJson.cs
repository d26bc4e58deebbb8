using System.Globalization;
using System.Text;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>Payloads of <c>up</c>, written out here so that the server's own code is no part of the evidence.</summary>
internal static class TapJson
{
    internal static byte[] WalkIn(long seq) => Tap(seq, "check-in", """{"purpose":"service"}""");

    /// <summary>A person with a card; the same number is the same card.</summary>
    internal static byte[] CheckIn(long seq, int card) => Tap(seq, "check-in", $$"""{"card":"{{card:x32}}","purpose":"volunteer"}""");

    internal static byte[] CheckOut(long seq, int card) => Tap(seq, "check-out", $$"""{"card":"{{card:x32}}"}""");

    internal static byte[] Void(long seq) => Tap(seq, "void", """{"reason":"card reader broke"}""");

    /// <summary>With a card that no other tap of the kiosk bears, so that a key of the month is needed.</summary>
    internal static byte[] WithCard(string kiosk, long seq) =>
        Tap(seq, "check-in", $$"""{"purpose":"service","card":"{{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Bytes($"{kiosk} {seq}")))[..32]}}"}""");

    internal static byte[] Request(long seq, string ticket, string? grid = null) =>
        Tap(seq, "request", $$"""{"kind":"danger","ticket":"{{ticket}}"{{(grid is null ? "" : $",\"grid\":\"{grid}\"")}} }""");

    internal static byte[] OfUnknownType(long seq) => Tap(seq, "dance", "{}");

    internal static byte[] WithADoubleMember(long seq) => Tap(seq, "check-in", """{"purpose":"service","purpose":"duty"}""");

    internal static byte[] Broken(long seq) => WalkIn(seq)[..^3];

    /// <summary>A good tap, longer than it needs to be.</summary>
    internal static byte[] OfSize(long seq, int bytes)
    {
        byte[] tap = WalkIn(seq);
        return [.. tap[..^1], .. Bytes($",\"padding\":\"{new string('x', bytes - tap.Length - 13)}\"}}")];
    }

    internal static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);

    private static byte[] Tap(long seq, string type, string data) => Bytes($$"""{"seq":{{seq}},"at":"{{Now}}","type":"{{type}}","data":{{data}} }""");

    private static string Now => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}
