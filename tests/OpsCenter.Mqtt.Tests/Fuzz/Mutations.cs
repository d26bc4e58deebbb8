using System.Buffers;
using System.IO.Pipelines;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;
using OpsCenter.Mqtt.Tests.Testing;

namespace OpsCenter.Mqtt.Tests.Fuzz;

/// <summary>Broken packets by the hundred thousand: every one is read, awaited or refused by a named fault, and nothing else is ever thrown.</summary>
public sealed class Mutations
{
    private const int Seed = 20261121;

    private static readonly byte[][] Seeds =
    [
        .. new[]
        {
            "10 25 0004 4D515454 04 EE 003C 0003 6B2D31 0001 74 0004 676F6E65 0003 6B2D31 0006 736563726574",
            "10 1F 0004 4D515454 05 06 000A 05 11 00000005 0001 6B 05 18 00000001 0001 77 0001 78",
            "20 09 00 00 06 22000A 210014", "32 0D 0006 6B2F312F7470 0011 776174", "34 0C 0001 74 0102 E4B8ADE59B BDE4BD",
            "30 12 0001 74 0C 01 01 26 0001 61 0001 32 23 0003 6869", "32 15 0001 74 0001 0D 02 0000003C 08 0001 72 09 0001 05 6869", "40 02 0011",
            "40 03 0011 10", "50 08 0011 87 04 1F 0001 6E", "62 02 0011", "70 03 0011 92", "82 0C 0007 0003 612F23 01 0001 2B 00",
            "82 0B 0007 02 0B 05 0003 612F62 1E", "82 10 1234 00 000A 2473686172652F732F74 00", "90 05 0007 00 02 80", "A2 07 0007 0003 612F23",
            "B0 05 0007 00 00 11", "C0 00", "D0 00", "E0 00", "E0 07 00 05 11 00000000", "F0 09 18 07 15 0004 504C4149",
        }.Select(Hex.Bytes),
    ];

    private static byte[] Mutate(Random random)
    {
        var bytes = Seeds[random.Next(Seeds.Length)].ToList();
        for (var changes = random.Next(4); changes >= 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.Insert(at, (byte)random.Next(256)); break;
                case 3 when bytes.Count > 2: bytes.RemoveAt(at); break;
                case 4: bytes[at] = random.Next(2) == 0 ? (byte)0xFF : (byte)0; break;
                default: bytes.AddRange(Seeds[random.Next(Seeds.Length)]); break;
            }
        }
        if (random.Next(2) == 0 && bytes.Count is > 1 and < 130) bytes[1] = (byte)(bytes.Count - 2); // a fitting length, so that the body is read
        return [.. bytes];
    }

    [Fact]
    public void A_hundred_and_fifty_thousand_broken_packets_are_read_or_refused()
    {
        var random = new Random(Seed);
        var (read, waiting, refused) = (0, 0, 0);
        for (var i = 0; i < 150_000; i++)
        {
            var bytes = Mutate(random);
            var cut = random.Next(bytes.Length + 1);
            var wire = random.Next(2) == 0 ? new ReadOnlySequence<byte>(bytes) : Hex.Chopped(bytes, cut);
            var version = random.Next(2) == 0 ? ProtocolVersion.V311 : ProtocolVersion.V5;
            try
            {
                var before = read;
                while (MqttFrameReader.TryRead(ref wire, 4096, out var frame))
                {
                    var packet = MqttPacket.Decode(frame, version);
                    Assert.NotEqual("", packet.ToString());
                    if (packet is not PublishPacket { Topic: "" }) Assert.Equal(packet.ToString(), Hex.Decode(new ReadOnlySequence<byte>(Hex.Bytes(Hex.Encode(packet, version))), version).ToString());
                    read++;
                }
                if (read == before) waiting++;
            }
            catch (MqttProtocolException fault)
            {
                Assert.True(fault.Reason.IsFailure() && fault.Clause.Length > 1, fault.Message);
                refused++;
            }
        }
        Assert.True(read > 10_000 && waiting > 1_000 && refused > 10_000, $"The mutations are no test: {read} read, {waiting} waiting, {refused} refused.");
    }

    [Fact]
    public async Task Fifty_thousand_broken_packets_on_live_sessions_leave_the_broker_up()
    {
        await using var broker = new TestBroker(options => options.ConnectBurst = 100_000);
        await using var witness = await broker.ConnectAsync("witness");
        var random = new Random(Seed);
        var closed = 0;
        for (var sent = 0; sent < 50_000;)
        {
            var up = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
            var down = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
            Assert.True(broker.Broker.TryAdmit(BrokerPeer.Unknown, out var lease));
            var isV5 = random.Next(2) == 0;
            up.Writer.Write(Hex.Bytes(isV5 ? "10 0E 0004 4D515454 05 02 003C 00 0001 70" : "10 0D 0004 4D515454 04 02 003C 0001 70"));
            for (var i = 0; i < 5; i++, sent++) up.Writer.Write(Mutate(random));
            await up.Writer.CompleteAsync();
            await broker.Broker.ServeAsync(new TestBroker.Duplex(up.Reader, down.Writer), lease, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            closed++;
            await down.Reader.CompleteAsync();
        }
        await witness.ExpectAliveAsync();
        Assert.Equal(10_000, closed);
        Assert.Equal(1, broker.Broker.ConnectionCount);
        Assert.Empty(broker.Observer.Bugs);
        Assert.True(broker.Observer.Told.Count(told => told.StartsWith("broken", StringComparison.Ordinal)) > 5_000, "The mutations are no test.");
    }
}
