using System.Text.Json;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Simulation.Tests.Checks;

namespace OpsCenter.Simulation.Tests.Network;

/// <summary>Reads along on one connection, with a reader of its own: the server's code is no part of the evidence.</summary>
internal sealed class Wiretap(KioskId kiosk, Witness witness)
{
    private byte[] _upRest = [], _downRest = [];
    private readonly Dictionary<int, TapId> _underWay = [];
    private bool _isV5;

    /// <summary>Bytes reached the server.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="onTheWay">How long they were on the way.</param>
    internal void Heard(ReadOnlySpan<byte> bytes, TimeSpan onTheWay)
    {
        var all = After(_upRest, bytes);
        while (TryTake(ref all, out byte head, out var body))
        {
            if (head >> 4 == 1) _isV5 = body[6] == 5;
            if (head >> 4 == 3) HearPublish(body, onTheWay);
        }
        _upRest = all.ToArray();
    }

    /// <summary>Bytes left the server.</summary>
    internal void Said(ReadOnlySpan<byte> bytes)
    {
        var all = After(_downRest, bytes);
        while (TryTake(ref all, out byte head, out var body))
        {
            bool isTaken = body.Length < 3 || body[2] is < 0x80 or 0x99; // 0x99: set aside, and that is durable
            if (head >> 4 == 4 && isTaken && _underWay.Remove(body[0] << 8 | body[1], out var tap)) witness.Acknowledge(tap);
        }
        _downRest = all.ToArray();
    }

    private static ReadOnlySpan<byte> After(byte[] rest, ReadOnlySpan<byte> bytes)
    {
        if (rest.Length == 0) return bytes;
        byte[] all = [.. rest, .. bytes];
        return all;
    }

    private void HearPublish(ReadOnlySpan<byte> body, TimeSpan onTheWay)
    {
        int length = body[0] << 8 | body[1];
        bool isState = body.Slice(2, length).EndsWith("/state"u8);
        if (!isState && !body.Slice(2, length).EndsWith("/up"u8)) return;
        int at = 2 + length;
        int id = body[at] << 8 | body[at + 1];
        at += 2;
        if (_isV5) at += 1 + body[at]; // shorter than 128 bytes in all that kiosks send
        var json = new Utf8JsonReader(body[at..]);
        long seq = 0;
        string outbox = "0", boot = "";
        while (json.Read())
        {
            if (json.TokenType is not JsonTokenType.PropertyName || json.CurrentDepth != 1) continue;
            if (json.ValueTextEquals("seq"u8) && json.Read()) seq = json.GetInt64();
            else if (json.ValueTextEquals("outbox"u8) && json.Read()) outbox = json.GetString()!;
            else if (json.ValueTextEquals("boot"u8) && json.Read()) boot = json.GetString()!;
        }
        if (isState)
        {
            witness.HeardState(kiosk, boot, onTheWay);
            return;
        }
        var tap = new TapId(kiosk, OutboxId.Parse(outbox), seq);
        _underWay[id] = tap;
        witness.Heard(tap, boot);
    }

    private static bool TryTake(ref ReadOnlySpan<byte> bytes, out byte head, out ReadOnlySpan<byte> body)
    {
        head = 0;
        body = default;
        int length = 0, at = 1, shift = 0;
        while (true)
        {
            if (at >= bytes.Length) return false;
            length |= (bytes[at] & 0x7F) << shift;
            shift += 7;
            if ((bytes[at++] & 0x80) == 0) break;
        }
        if (bytes.Length < at + length) return false;
        head = bytes[0];
        body = bytes.Slice(at, length);
        bytes = bytes[(at + length)..];
        return true;
    }
}
