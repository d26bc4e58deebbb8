using System.Text;
using System.Text.Json;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Simulation.Tests.Checks;

namespace OpsCenter.Simulation.Tests.Network;

/// <summary>Reads along on one connection, with a reader of its own: the server's code is no part of the evidence.</summary>
internal sealed class Wiretap(KioskId kiosk, Witness witness)
{
    private readonly List<byte> _up = [], _down = [];
    private readonly Dictionary<int, TapId> _underWay = [];
    private bool _isV5;

    /// <summary>Bytes reached the server.</summary>
    internal void Heard(ReadOnlySpan<byte> bytes)
    {
        _up.AddRange(bytes);
        while (TryTake(_up, out byte head, out byte[] body))
        {
            if (head >> 4 == 1) _isV5 = body[6] == 5;
            if (head >> 4 == 3) HearPublish(body);
        }
    }

    /// <summary>Bytes left the server.</summary>
    internal void Said(ReadOnlySpan<byte> bytes)
    {
        _down.AddRange(bytes);
        while (TryTake(_down, out byte head, out byte[] body))
        {
            bool isTaken = body.Length < 3 || body[2] is < 0x80 or 0x99; // 0x99: set aside, and that is durable
            if (head >> 4 == 4 && isTaken && _underWay.Remove(body[0] << 8 | body[1], out var tap)) witness.Acknowledged.Add(tap);
        }
    }

    private void HearPublish(byte[] body)
    {
        int length = body[0] << 8 | body[1];
        if (!Encoding.ASCII.GetString(body, 2, length).EndsWith("/up", StringComparison.Ordinal)) return;
        int at = 2 + length;
        int id = body[at] << 8 | body[at + 1];
        at += 2;
        if (_isV5) at += 1 + body[at]; // shorter than 128 bytes in all that kiosks send
        var json = new Utf8JsonReader(body.AsSpan(at));
        long seq = 0;
        string outbox = "0";
        while (json.Read())
        {
            if (json.TokenType is not JsonTokenType.PropertyName || json.CurrentDepth != 1) continue;
            if (json.ValueTextEquals("seq"u8) && json.Read()) seq = json.GetInt64();
            else if (json.ValueTextEquals("outbox"u8) && json.Read()) outbox = json.GetString()!;
        }
        var tap = new TapId(kiosk, OutboxId.Parse(outbox), seq);
        _underWay[id] = tap;
        witness.Heard(tap);
    }

    private static bool TryTake(List<byte> bytes, out byte head, out byte[] body)
    {
        (head, body) = (0, []);
        int length = 0, at = 1, shift = 0;
        while (true)
        {
            if (at >= bytes.Count) return false;
            length |= (bytes[at] & 0x7F) << shift;
            shift += 7;
            if ((bytes[at++] & 0x80) == 0) break;
        }
        if (bytes.Count < at + length) return false;
        head = bytes[0];
        body = [.. bytes.GetRange(at, length)];
        bytes.RemoveRange(0, at + length);
        return true;
    }
}
