using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Tests.Testing;

namespace OpsCenter.Mqtt.Tests.Broker;

/// <summary>Single packets on a live session: what the broker answers, byte for byte, and whether it closes.</summary>
public sealed class RawSequences
{
    /// <summary>Sends; then <c>alive</c>, <c>closed</c> (without a word), or the bytes that come before the close (…!) or before it goes on.</summary>
    private static async Task PlayAsync(ProtocolVersion version, bool connects, string send, string outcome)
    {
        await using var broker = new TestBroker();
        await using var peer = connects ? await broker.ConnectAsync("p", version) : broker.Dial();
        await peer.SendAsync(send);
        var closes = outcome == "closed" || outcome.EndsWith('!');
        if (outcome is not ("alive" or "closed")) await peer.ExpectAsync(outcome.TrimEnd('!'));
        if (closes) await peer.ExpectClosedAsync();
        else await peer.ExpectAliveAsync();
    }

    [Theory]
    [InlineData("30 0E 0005 746F706963 7061796C6F6164", "alive")]
    [InlineData("31 0E 0005 746F706963 7061796C6F6164", "alive")]
    [InlineData("36 0E 0005 746F706963 7061796C6F6164", "closed")]
    [InlineData("38 0E 0005 746F706963 7061796C6F6164", "closed")]
    [InlineData("30 09 0000 7061796C6F6164", "closed")]
    [InlineData("32 09 0005 746F706963 0000", "closed")]
    [InlineData("32 09 0005 746F706963 04D2", "40 02 04D2")]
    [InlineData("3A 09 0005 746F706963 04D2", "40 02 04D2")]
    [InlineData("34 09 0005 746F706963 04D2", "50 02 04D2")]
    [InlineData("34 09 0005 746F706963 04D2 34 0A 0005 746F706963 04D2 70 62 02 04D2", "50 02 04D2 50 02 04D2 70 02 04D2")]
    [InlineData("40 02 0001", "alive")]
    [InlineData("40 02 0000", "closed")]
    [InlineData("40 03 0001 00", "closed")]
    [InlineData("42 02 0001", "closed")]
    [InlineData("50 02 0001", "62 02 0001")]
    [InlineData("62 02 0001", "70 02 0001")]
    [InlineData("60 02 0001", "closed")]
    [InlineData("70 02 0001", "alive")]
    [InlineData("82 06 1234 0001 70 01", "90 03 1234 01")]
    [InlineData("82 0A 1234 0001 70 00 0001 71 02", "90 04 1234 00 02")]
    [InlineData("82 06 0000 0001 70 01", "closed")]
    [InlineData("82 05 1234 0000 00", "closed")]
    [InlineData("82 07 1234 0001 70 00 00", "closed")]
    [InlineData("80 06 1234 0001 70 01", "closed")]
    [InlineData("82 00", "closed")]
    [InlineData("A2 05 1234 0001 70", "B0 02 1234")]
    [InlineData("A2 02 1234", "closed")]
    [InlineData("A0 05 1234 0001 70", "closed")]
    [InlineData("20 02 00 00", "closed")]
    [InlineData("90 03 0001 00", "closed")]
    [InlineData("B0 02 0001", "closed")]
    [InlineData("D0 00", "closed")]
    [InlineData("D8 00", "closed")]
    [InlineData("C1 00", "closed")]
    [InlineData("C0 01 00", "closed")]
    [InlineData("E0 00", "closed")]
    [InlineData("E1 00", "closed")]
    [InlineData("E0 01 00", "closed")]
    [InlineData("F0 00", "closed")]
    [InlineData("00 00", "closed")]
    [InlineData("0A C0", "closed")]
    [InlineData("10 0D 0004 4D515454 04 02 000A 0001 70", "closed")]
    public Task In_3_1_1_a_fault_is_a_plain_close(string send, string outcome) => PlayAsync(ProtocolVersion.V311, true, send, outcome);

    [Theory]
    [InlineData("30 0F 0005 746F706963 00 7061796C6F6164", "alive")]
    [InlineData("36 0F 0005 746F706963 00 7061796C6F6164", "E0 01 81!")]
    [InlineData("38 0F 0005 746F706963 00 7061796C6F6164", "E0 01 81!")]
    [InlineData("30 0A 0000 00 7061796C6F6164", "E0 01 81!")]
    [InlineData("32 0A 0005 746F706963 0000 00", "E0 01 82!")]
    [InlineData("32 0A 0005 746F706963 04D2 00", "40 03 04D2 10")]
    [InlineData("34 0A 0005 746F706963 04D2 00", "50 02 04D2")]
    [InlineData("30 08 0005 746F700000 00", "E0 01 81!")]
    [InlineData("30 08 0005 746FEDA080 00", "E0 01 81!")]
    [InlineData("30 08 0005 746F707F70 00", "E0 01 81!")]
    [InlineData("30 08 0005 2B6F706963 00", "E0 01 81!")]
    [InlineData("30 08 0005 746F706963 00", "alive")]
    [InlineData("30 0B 0005 746F706963 03 23 000B", "E0 01 94!")]
    [InlineData("30 0B 0005 746F706963 03 23 0000", "E0 01 94!")]
    [InlineData("30 06 0000 03 23 0001", "E0 01 82!")]
    [InlineData("30 0A 0005 746F706963 02 01 02", "E0 01 82!")]
    [InlineData("30 0C 0005 746F706963 04 08 0001 23", "E0 01 82!")]
    [InlineData("30 0B 0005 746F706963 03 08 0000", "E0 01 82!")]
    [InlineData("30 0B 0005 746F706963 03 09 0000", "alive")]
    [InlineData("32 0C 0005 746F706963 04D2 02 0B 01", "40 03 04D2 10")] // a client should not say it; it is dropped
    [InlineData("30 0C 0005 746F706963 04 0B 01 0B 00", "E0 01 82!")]
    [InlineData("30 0B 0005 746F706963 03 0B 80 00", "E0 01 81!")]
    [InlineData("40 03 0001 80", "alive")]
    [InlineData("40 03 0000 00", "E0 01 82!")]
    [InlineData("40 04 0001 FF 00", "E0 01 82!")]
    [InlineData("40 04 0001 00 01", "E0 01 81!")]
    [InlineData("40 05 0001 00 00 00", "E0 01 81!")]
    [InlineData("40 00", "E0 01 81!")]
    [InlineData("41 03 0001 00", "E0 01 81!")]
    [InlineData("50 03 0001 00", "62 02 0001")]
    [InlineData("50 03 0001 80", "alive")]
    [InlineData("62 03 0001 92", "70 02 0001")]
    [InlineData("70 03 0001 80", "E0 01 82!")]
    [InlineData("70 03 0001 92", "alive")]
    [InlineData("82 07 1234 00 0001 70 02", "90 04 1234 00 02")]
    [InlineData("82 07 0000 00 0001 70 02", "E0 01 81!")]
    [InlineData("82 07 1234 00 0001 70 03", "E0 01 81!")]
    [InlineData("82 07 1234 00 0001 70 30", "E0 01 81!")]
    [InlineData("82 07 1234 00 0001 70 40", "E0 01 81!")]
    [InlineData("82 07 1234 00 0001 70 2C", "90 04 1234 00 00")]
    [InlineData("82 06 1234 00 0000 00", "E0 01 81!")]
    [InlineData("82 09 0001 02 0B 00 0001 70 00", "E0 01 81!")]
    [InlineData("82 0B 0001 04 0B 01 0B 01 0001 70 00", "E0 01 82!")]
    [InlineData("82 0C 0001 05 0B FFFFFF7F 0001 70 00", "90 04 0001 00 00")]
    [InlineData("82 0D 0001 06 0B 8080808001 0001 70 00", "E0 01 81!")]
    [InlineData("82 10 1234 00 000A 2473686172652F2B2F70 00", "E0 01 82!")] // $share/+/p
    [InlineData("82 10 1234 00 000A 2473686172652F232F70 00", "E0 01 81!")] // $share/#/p
    [InlineData("82 0F 1234 00 0009 2473686172652F702F 00", "E0 01 82!")] // $share/p/
    [InlineData("82 0E 1234 00 0008 2473686172652F70 00", "E0 01 82!")] // $share/p
    [InlineData("82 10 1234 00 000A 2473686172652F702F70 04", "E0 01 82!")] // no-local
    [InlineData("A2 06 1234 00 0001 70", "B0 04 1234 00 11")]
    [InlineData("A2 05 1234 00 0000", "E0 01 81!")]
    [InlineData("20 03 00 00 00", "E0 01 82!")]
    [InlineData("29 02 00 01", "E0 01 82!")]
    [InlineData("90 00", "E0 01 82!")]
    [InlineData("91 03 0001 00", "E0 01 81!")]
    [InlineData("B0 03 0001 00", "E0 01 82!")]
    [InlineData("D0 00", "E0 01 82!")]
    [InlineData("D4 00", "E0 01 82!")]
    [InlineData("D0 01 00", "closed")]
    [InlineData("C2 00", "E0 01 81!")]
    [InlineData("C0 01 00", "closed")]
    [InlineData("E0 00", "closed")]
    [InlineData("E0 01 04", "closed")]
    [InlineData("E0 01 05", "closed")]
    [InlineData("E8 00", "E0 01 81!")]
    [InlineData("E0 03 00 01 00", "E0 01 81!")]
    [InlineData("E0 07 00 05 11 00000001", "E0 01 82!")]
    [InlineData("E0 07 00 05 11 00000000", "closed")]
    [InlineData("F0 01 00", "E0 01 82!")]
    [InlineData("F4 00", "E0 01 82!")]
    [InlineData("00 01 00", "E0 01 82!")]
    [InlineData("0A C0", "E0 01 82!")]
    [InlineData("10 0E 0004 4D515454 05 02 000A 00 0001 70", "E0 01 82!")]
    public Task In_5_0_a_fault_is_a_disconnect_with_its_reason(string send, string outcome) => PlayAsync(ProtocolVersion.V5, true, send, outcome);

    [Theory]
    [InlineData("30 0E 0005 746F706963 7061796C6F6164", "closed")] // not CONNECT
    [InlineData("C0 00", "closed")]
    [InlineData("00 00", "closed")]
    [InlineData("10 0F 0006 4D5149736470 03 01 000A 0001 70", "20 02 00 00")] // 3.1
    [InlineData("14 0F 0006 4D5149736470 03 01 000A 0001 70", "20 02 00 00")]
    [InlineData("10 0E 0006 4D5149736470 03 02 000A 0000", "20 02 00 02!")]
    [InlineData("10 0F 0006 4D5149736470 02 00 000A 0001 70", "20 02 00 01!")]
    [InlineData("10 0D 0004 4D515454 06 00 000A 0001 70", "20 02 00 01!")]
    [InlineData("14 0D 0004 4D515454 04 02 000A 0001 70", "closed")]
    [InlineData("10 FF FF FF FF 7F", "closed")]
    [InlineData("10 0A 0004 4D515454 04 02 000A", "closed")]
    [InlineData("10 0C 0004 4D515454 04 02 000A 0000", "20 02 00 00")]
    [InlineData("10 0C 0004 4D515454 04 00 000A 0000", "20 02 00 02!")]
    [InlineData("10 0F 0004 4D515454 04 82 000A 0001 70 0000", "20 02 00 00")]
    [InlineData("10 10 0004 4D515454 04 06 000A 0001 70 0001 70", "closed")]
    [InlineData("10 17 0004 4D515454 04 06 000A 0001 70 0005 746F701F70 0001 70", "closed")]
    [InlineData("10 11 0004 4D515454 04 02 000A 0005 746FEDA080", "closed")]
    [InlineData("10 0E 0004 4D515454 05 02 000A 00 0001 70", "20 09 00 00 06 22000A 210014")]
    [InlineData("10 0E 0004 4D515454 05 02 0078 00 0001 70", "20 0C 00 00 09 22000A 210014 13003C")] // keep alive 120 → 60
    [InlineData("10 12 0004 4D515454 05 02 000A 00 0005 746F700170", "closed")]
    [InlineData("10 11 0004 4D515454 05 02 000A 00 0001 71 0001 71", "closed")]
    [InlineData("10 0E 0004 4D515454 05 82 000A 00 0001 70", "closed")]
    [InlineData("10 15 0004 4D515454 05 82 000A 00 0001 70 0005 746F700000", "closed")]
    [InlineData("10 11 0004 4D515454 05 C2 000A 00 0001 70 0001 70", "closed")]
    [InlineData("10 13 0004 4D515454 05 02 000A 05 27 00000002 0001 70", "closed")] // cannot take its CONNACK
    [InlineData("10 12 0004 4D515454 05 02 000A 04 15 0001 70 0001 70", "20 03 00 8C 00!")]
    [InlineData("10 12 0004 4D515454 05 02 000A 04 16 0001 70 0001 70", "20 03 00 82 00!")]
    [InlineData("10 11 0004 4D515454 05 02 000A 03 21 0000 0001 70", "20 03 00 82 00!")]
    [InlineData("10 13 0004 4D515454 05 02 000A 05 27 00000000 0001 70", "20 03 00 82 00!")]
    [InlineData("10 10 0004 4D515454 05 02 000A 02 19 02 0001 70", "20 03 00 82 00!")]
    [InlineData("10 15 0004 4D515454 05 06 000A 00 0001 70 00 0001 70 0001 70", "20 09 00 00 06 22000A 210014")]
    [InlineData("10 18 0004 4D515454 05 06 000A 00 0001 70 03 08 0000 0001 70 0001 70", "20 03 00 82 00!")]
    public Task The_first_packet_is_a_good_CONNECT_or_the_last(string send, string outcome) => PlayAsync(ProtocolVersion.V5, false, send, outcome);
}
