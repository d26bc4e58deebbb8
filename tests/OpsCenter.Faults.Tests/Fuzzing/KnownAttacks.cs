using System.Text;
using OpsCenter.Faults.Tests.Testing;
using static OpsCenter.Faults.Tests.Fuzzing.Wire;

namespace OpsCenter.Faults.Tests.Fuzzing;

/// <summary>One thing that no client may say.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Bytes">The whole of it.</param>
/// <param name="IsV5">The version that it speaks.</param>
/// <param name="SignedIn">Whether it comes after a good CONNECT, or as the first bytes.</param>
internal sealed record Attack(string Name, byte[] Bytes, bool IsV5, bool SignedIn)
{
    public override string ToString() => $"{(IsV5 ? "5.0" : "3.1.1")}, {(SignedIn ? "signed in" : "first bytes")}: {Name}";
}

/// <summary>Shapes that brokers died of or took for good: from their published vulnerabilities, and one for each rule a packet can break.</summary>
internal static class KnownAttacks
{
    /// <summary>All of them, for a kiosk that may sign in.</summary>
    internal static IEnumerable<Attack> All(KioskCredential kiosk) =>
        from isV5 in (bool[])[false, true]
        from signedIn in (bool[])[false, true]
        from known in signedIn ? SignedIn(isV5, kiosk) : First(isV5, kiosk)
        select new Attack(known.Name, known.Bytes, isV5, signedIn);

    /// <summary>What is odd and yet no fault: it is answered or passed over, and the connection stands.</summary>
    internal static IEnumerable<(string Name, byte[] Bytes)> Harmless(bool isV5) =>
    [
        ("a filter of 16,000 levels (CVE-2019-11779)", Packet(0x82, Two(5), isV5 ? [0] : [], Text(new string('/', 16_000)), [0])),
        ("an unsubscription from what was never subscribed", Packet(0xA2, Two(5), isV5 ? [0] : [], Text("a/b"))),
        ("PUBACK of nothing", Packet(0x40, Two(77))), ("PUBREC of nothing", Packet(0x50, Two(77))), ("PUBREL of nothing", Packet(0x62, Two(77))), ("PUBCOMP of nothing", Packet(0x70, Two(77))),
    ];

    private static IEnumerable<(string Name, byte[] Bytes)> First(bool isV5, KioskCredential kiosk)
    {
        byte level = isV5 ? (byte)5 : (byte)4;
        byte[] props = isV5 ? [0] : [];
        byte[] good = Connect(isV5, kiosk.Kiosk, kiosk.Secret);
        yield return ("PINGREQ before CONNECT", Hex("C000"));
        yield return ("PUBLISH before CONNECT", Publish(isV5, kiosk.Topic("up"), TapJson.WalkIn(1), 1, 1));
        yield return ("SUBSCRIBE before CONNECT", Packet(0x82, Two(1), props, Text("#"), [0]));
        yield return ("DISCONNECT before CONNECT", Hex("E000"));
        yield return ("CONNACK from a client", Hex("20020000"));
        yield return ("packet type 0", Hex("0000"));
        yield return ("packet type 15 before CONNECT", Hex("F000"));
        yield return ("CONNECT with reserved flags", [0x11, .. good[1..]]);
        yield return ("CONNECT with the reserved connect flag", Connect(isV5, kiosk.Kiosk, kiosk.Secret, flags: 0xC3));
        yield return ("a will of QoS 3", Packet(0x10, Text("MQTT"), [level, 0xDE], Two(60), props, Text(kiosk.Kiosk), props, Text("t"), Text("x"), Text(kiosk.Kiosk), Text(kiosk.Secret)));
        yield return ("a QoS for no will", Connect(isV5, kiosk.Kiosk, kiosk.Secret, flags: 0xCA));
        yield return ("a retained will that is none", Connect(isV5, kiosk.Kiosk, kiosk.Secret, flags: 0xE2));
        if (!isV5) yield return ("a password without a user", Packet(0x10, Text("MQTT"), [4, 0x42], Two(60), Text(kiosk.Kiosk), Text(kiosk.Secret)));
        if (!isV5) yield return ("no client id and no clean session", Packet(0x10, Text("MQTT"), [4, 0x00], Two(60), Text("")));
        yield return ("another protocol's name", Packet(0x10, Text("MQTX"), [level, 0x02], Two(60), props, Text("a")));
        yield return ("a protocol name of length 0", Packet(0x10, Text(""), [level, 0x02], Two(60), props, Text("a")));
        yield return ("a protocol of level 9", Packet(0x10, Text("MQTT"), [9, 0x02], Two(60), props, Text("a")));
        yield return ("a length of five bytes", Hex("10 FFFFFFFF7F 00"));
        yield return ("a length of five bytes that says nothing", Hex("10 8080808000"));
        yield return ("a length of 256 MB", Hex("10 FFFFFF7F 0004"));
        yield return ("a client id with U+0000", Packet(0x10, Text("MQTT"), [level, 0x02], Two(60), props, Text("a\0b")));
        yield return ("a client id that is no UTF-8", Packet(0x10, Text("MQTT"), [level, 0x02], Two(60), props, Block([0x61, 0xFF, 0xFE])));
        yield return ("a client id of an overlong form", Packet(0x10, Text("MQTT"), [level, 0x02], Two(60), props, Block([0xC0, 0x80])));
        yield return ("a client id of half a surrogate", Packet(0x10, Text("MQTT"), [level, 0x02], Two(60), props, Block([0xED, 0xA0, 0x80])));
        yield return ("a client id longer than its packet", Packet(0x10, Text("MQTT"), [level, 0x02], Two(60), props, Two(900), [0x61]));
        yield return ("bytes after the last field", Packet(0x10, good[2..], [1, 2, 3]));
        yield return ("a CONNECT of two bytes", Hex("10 02 0004"));
        yield return ("a CONNECT of no bytes", Hex("10 00"));
        yield return ("HTTP", Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
        yield return ("a TLS hello", Hex("16 03 01 00 05 01 00 00 01 03"));
        if (!isV5) yield break;
        yield return ("properties longer than their packet", Connect(true, kiosk.Kiosk, kiosk.Secret, properties: [0xFF, 0x7F]));
        yield return ("a property twice", Connect(true, kiosk.Kiosk, kiosk.Secret, properties: [10, 0x11, 0, 0, 0, 5, 0x11, 0, 0, 0, 6]));
        yield return ("a property that nobody knows", Connect(true, kiosk.Kiosk, kiosk.Secret, properties: [2, 0x7E, 1]));
        yield return ("Receive Maximum 0", Connect(true, kiosk.Kiosk, kiosk.Secret, properties: [3, 0x21, 0, 0]));
        yield return ("Maximum Packet Size 0", Connect(true, kiosk.Kiosk, kiosk.Secret, properties: [5, 0x27, 0, 0, 0, 0]));
        yield return ("authentication data without a method", Connect(true, kiosk.Kiosk, kiosk.Secret, properties: [4, 0x16, 0, 1, 7]));
        yield return ("an authentication method that the server has not", Connect(true, kiosk.Kiosk, kiosk.Secret, properties: [4, 0x15, 0, 1, 0x61]));
    }

    private static IEnumerable<(string Name, byte[] Bytes)> SignedIn(bool isV5, KioskCredential kiosk)
    {
        byte[] props = isV5 ? [0] : [];
        string up = kiosk.Topic("up");
        byte[] tap = TapJson.WalkIn(1);
        yield return ("a second CONNECT", Connect(isV5, kiosk.Kiosk, kiosk.Secret));
        yield return ("CONNACK from a client", Hex(isV5 ? "20 03 000000" : "20 02 0000"));
        yield return ("SUBACK from a client", Packet(0x90, Two(1), props, [0]));
        yield return ("UNSUBACK from a client", Packet(0xB0, Two(1), props, isV5 ? [0] : []));
        yield return ("PINGRESP from a client", Hex("D000"));
        yield return ("packet type 0", Hex("0000"));
        yield return ("packet type 15", Hex("F000"));
        yield return ("a topic of length 0 (CVE-2021-34432)", Publish(isV5, "", tap, 0, 0));
        yield return ("a topic of length 0 with QoS 1", Publish(isV5, "", tap, 1, 1));
        yield return ("a topic longer than its packet", Packet(0x30, Two(9_000), [0x61]));
        yield return ("a topic with a wildcard", Publish(isV5, "ops/v1/#", tap, 0, 0));
        yield return ("a topic with a plus", Publish(isV5, "ops/+/up", tap, 1, 3));
        yield return ("a topic with U+0000", Publish(isV5, "a\0b", tap, 0, 0));
        yield return ("a topic that is no UTF-8", Packet(0x30, Block([0x6F, 0xC3, 0x28]), props, tap));
        yield return ("QoS 3", Publish(isV5, up, tap, 3, 1));
        yield return ("identifier 0", Publish(isV5, up, tap, 1, 0));
        yield return ("DUP at QoS 0", [0x38, .. Publish(isV5, up, tap, 0, 0)[1..]]);
        yield return ("a PUBLISH of no bytes", Hex("30 00"));
        yield return ("a PUBLISH of one byte", Hex("30 01 00"));
        yield return ("a PUBLISH without its identifier", Packet(0x32, Text(up)));
        yield return ("a PUBACK of no bytes", Hex("40 00"));
        yield return ("a PUBACK of one byte", Hex("40 01 00"));
        yield return ("PUBREL with wrong flags", Hex("60 02 0001"));
        yield return ("PUBACK with wrong flags", Hex("41 02 0001"));
        yield return ("SUBSCRIBE with wrong flags", Packet(0x80, Two(1), props, Text("a"), [0]));
        yield return ("SUBSCRIBE with identifier 0", Packet(0x82, Two(0), props, Text("a"), [0]));
        yield return ("SUBSCRIBE to nothing", Packet(0x82, Two(1), props));
        yield return ("SUBSCRIBE with QoS 3", Packet(0x82, Two(1), props, Text("a"), [3]));
        yield return ("SUBSCRIBE with reserved options", Packet(0x82, Two(1), props, Text("a"), [0xC0]));
        yield return ("an empty filter", Packet(0x82, Two(1), props, Text(""), [0]));
        yield return ("a filter that goes on after its end", Packet(0x82, Two(1), props, Text("a/#/b"), [0]));
        yield return ("a filter with half a wildcard", Packet(0x82, Two(1), props, Text("a/b+"), [0]));
        yield return ("a filter with U+0000", Packet(0x82, Two(1), props, Text("a\0"), [0]));
        yield return ("a filter longer than its packet", Packet(0x82, Two(1), props, Two(500), [0x61]));
        yield return ("a filter without its options", Packet(0x82, Two(1), props, Text("a")));
        yield return ("UNSUBSCRIBE with wrong flags", Packet(0xA0, Two(1), props, Text("a")));
        yield return ("UNSUBSCRIBE with identifier 0", Packet(0xA2, Two(0), props, Text("a")));
        yield return ("UNSUBSCRIBE from nothing", Packet(0xA2, Two(1), props));
        yield return ("PINGREQ with a body", Hex("C0 01 00"));
        yield return ("PINGREQ with flags", Hex("C1 00"));
        yield return ("DISCONNECT with flags", Hex("E1 00"));
        yield return ("a length of five bytes", Hex("30 FFFFFFFF7F 00"));
        yield return ("a length of 256 MB", Hex("32 FFFFFF7F 0018"));
        yield return ("a payload over 16 KiB", Publish(isV5, up, TapJson.OfSize(1, 17 * 1024), 1, 1));
        yield return ("a filter of 65,400 levels (CVE-2019-11779)", Packet(0x82, Two(1), props, Text(new string('/', 65_400)), [0]));
        if (!isV5) yield return ("DISCONNECT with a body", Hex("E0 01 00"));
        if (!isV5) yield break;
        yield return ("AUTH without a method", Hex("F0 02 18 00"));
        yield return ("topic alias 0", Publish(true, up, tap, 0, 0, [3, 0x23, 0, 0]));
        yield return ("a topic alias beyond the maximum", Publish(true, up, tap, 0, 0, [3, 0x23, 0x7F, 0xFF]));
        yield return ("a topic alias that stands for nothing", Publish(true, "", tap, 0, 0, [3, 0x23, 0, 3]));
        yield return ("a property twice", Publish(true, up, tap, 0, 0, [10, 0x02, 0, 0, 0, 1, 0x02, 0, 0, 0, 2]));
        yield return ("two subscription identifiers from a client", Publish(true, up, tap, 0, 0, [4, 0x0B, 1, 0x0B, 2]));
        yield return ("a payload format of 7", Publish(true, up, tap, 0, 0, [2, 0x01, 7]));
        yield return ("a response topic with a wildcard", Publish(true, up, tap, 0, 0, [4, 0x08, 0, 1, 0x23]));
        yield return ("a property of another packet", Publish(true, up, tap, 0, 0, [3, 0x21, 0, 5]));
        yield return ("properties longer than their packet", Packet(0x30, Text(up), [0x7F, 0x01]));
        yield return ("a property length of five bytes", Packet(0x30, Text(up), [0xFF, 0xFF, 0xFF, 0xFF, 0x01]));
        yield return ("subscription identifier 0", Packet(0x82, Two(1), [2, 0x0B, 0], Text("a"), [0]));
        yield return ("a reason that PUBACK has not", Hex("40 03 0001 8F"));
    }
}
