using System.Text;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Fuzzing;

/// <summary>What is mutated: packets that real clients sent (<c>captures.txt</c>), the known attacks, and payloads of every kind.</summary>
internal static class Seeds
{
    private static readonly (bool IsV5, byte[] Packet)[] Captured = [.. Read(Path.Combine(Repository.Path, "tests", "OpsCenter.Faults.Tests", "Fuzzing", "captures.txt"))];

    private static readonly string[] Payloads =
    [
        """{"seq":@,"at":"2026-11-21T08:00:00.123+08:00","type":"check-in","data":{"card":"0123456789abcdef0123456789abcdef","purpose":"volunteer","ref":"post-7"}}""",
        """{"seq":@,"at":"2026-11-21T08:00:00Z","boot":"b7","mono":123456,"type":"check-in","data":{"purpose":"service"}}""",
        """{"seq":@,"outbox":"deadbeef","at":"2026-11-21T08:00:00+08:00","type":"check-out","data":{"card":"0123456789abcdef0123456789abcdef"}}""",
        """{"seq":@,"at":"2026-11-21T08:00:00+08:00","type":"request","data":{"kind":"danger","ticket":"10000008","text":"楼道堆物","phone":"13800138000"}}""",
        """{"seq":@,"at":"2026-11-21T08:00:00+08:00","type":"rating","data":{"ticket":"10000008","solved":true,"score":5}}""",
        """{"seq":@,"at":"2026-11-21T08:00:00+08:00","type":"void","data":{"reason":"card reader broke"}}""",
        """{"online":true,"now":"2026-11-21T08:00:00+08:00","boot":"b7","mono":123456,"uptime":12,"version":"1.2.3","outbox":"0","lastSeq":@,"oldestSeq":1,"queued":3,"temperature":48.5,"applied":"7"}""",
        """{"id":"a1","type":"progress","data":{"ticket":"10000008"}}""",
    ];

    private static readonly byte[][] Odd =
    [
        [.. Bytes("""{"seq":1,"type":"check-in","data":"""), .. Enumerable.Repeat((byte)'[', 100), .. Enumerable.Repeat((byte)']', 100), (byte)'}'], [.. Enumerable.Repeat((byte)'{', 8_000)],
        Bytes("""{"seq":NaN}"""), Bytes("""{"seq":1e400,"at":"9999-12-31T23:59:59+14:00"}"""), Bytes("""{"seq":-9223372036854775809}"""), Bytes("""{"seq":1,"seq":2}"""),
        Bytes("""{"seq":1,"type":"\ud800"}"""), Bytes("""{"seq":1,"at":"2026-02-30T25:61:61Z"}"""), Bytes("null"), Bytes("[]"), [], [0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}'], [0xFF, 0xFE], Bytes("\0"),
    ];

    /// <summary>A captured packet of that version, as if this kiosk had sent it.</summary>
    internal static byte[] Packet(Random random, bool isV5, KioskCredential kiosk)
    {
        var (version, packet) = Captured[random.Next(Captured.Length)];
        while (version != isV5) (version, packet) = Captured[random.Next(Captured.Length)];
        byte[] own = [.. packet];
        Put(own, "k-00000", kiosk.Kiosk);
        Put(own, new string('S', 32), kiosk.Secret);
        return own;
    }

    /// <summary>A payload: as it should be, a little off, or one of the odd ones.</summary>
    internal static byte[] Payload(Random random)
    {
        if (random.Next(8) == 0) return Odd[random.Next(Odd.Length)];
        byte[] bytes = Bytes(Payloads[random.Next(Payloads.Length)].Replace("@", random.Next(1, 5_000).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return random.Next(3) == 0 ? bytes : Mutate(random, bytes, 3);
    }

    /// <summary>Changes, inserts or leaves out bytes, or repeats a piece.</summary>
    internal static byte[] Mutate(Random random, byte[] seed, int most)
    {
        var bytes = new List<byte>(seed);
        for (int changes = random.Next(1, most + 1); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count + 1);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
                case 2 when at < bytes.Count: bytes.RemoveAt(at); break;
                case 3 when at < bytes.Count: bytes[at] = random.Next(2) == 0 ? (byte)0xFF : (byte)0; break;
                case 4 when at < bytes.Count: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, 40)))); break;
                default: bytes.Insert(at, (byte)random.Next(256)); break;
            }
        }
        return [.. bytes];
    }

    private static IEnumerable<(bool, byte[])> Read(string file)
    {
        bool isV5 = false;
        foreach (string line in File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#'))
        {
            byte[] packet = Convert.FromHexString(line);
            if (packet[0] == 0x10) isV5 = packet[8] == 5;
            yield return (isV5, packet);
        }
    }

    private static void Put(byte[] packet, string placeholder, string own)
    {
        for (int at = packet.AsSpan().IndexOf(Bytes(placeholder)); at >= 0; at = packet.AsSpan().IndexOf(Bytes(placeholder))) Bytes(own).CopyTo(packet, at);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
