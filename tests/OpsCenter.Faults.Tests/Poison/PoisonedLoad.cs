using System.Diagnostics;
using System.Globalization;
using System.Text;
using OpsCenter.Faults.Tests.Repeats;
using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Client;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Faults.Tests.Poison;

/// <summary>Kiosks that send as fast as they are answered, some of it valid MQTT with a body that no rule takes.</summary>
/// <param name="server">The server.</param>
/// <param name="seed">Draws which.</param>
internal sealed class PoisonedLoad(ServerProcess server, int seed)
{
    /// <summary>A grid that the shipped city has not.</summary>
    internal const string MissingGrid = "370602001001099";

    private const int Kiosks = 20;
    private const int Window = 50;

    private readonly long[] _seqs = new long[Kiosks];
    private readonly Lock _gate = new();

    internal long Good { get; private set; }

    internal long Poison { get; private set; }

    /// <summary>Of the poison, what is right but for a grid that is not there yet.</summary>
    internal long Mendable { get; private set; }

    /// <summary>Answers that were not deserved: a good tap refused, poison taken for good, or no answer at all.</summary>
    internal long Unexpected { get; private set; }

    internal IEnumerable<string> KioskIds => server.Credentials.Kiosks.Take(Kiosks).Select(kiosk => kiosk.Kiosk);

    /// <summary>Sends for a while; how many messages a second were answered.</summary>
    internal async Task<double> RunAsync(TimeSpan time, double share, int most = int.MaxValue)
    {
        var watch = Stopwatch.StartNew();
        long[] answered = await Task.WhenAll(Enumerable.Range(0, Kiosks).Select(index => SendAsync(index, time, share, most / Kiosks)));
        return answered.Sum() / watch.Elapsed.TotalSeconds;
    }

    private async Task<long> SendAsync(int index, TimeSpan time, double share, int most)
    {
        var kiosk = server.Credentials.Kiosks[index];
        var version = index % 2 == 0 ? ProtocolVersion.V311 : ProtocolVersion.V5;
        var random = new Random(seed + index + (int)_seqs[index]);
        await using var client = await new Sender(kiosk, server.MqttPort, version).ConnectAsync();
        var watch = Stopwatch.StartNew();
        long answered = 0;
        while (watch.Elapsed < time && answered < most)
        {
            var handful = Enumerable.Range(0, Window).Select(_ => ++_seqs[index]).Select(seq => random.NextDouble() < share ? Draw(random, seq) : (Tap: TapJson.WalkIn(seq), IsPoison: false)).ToArray();
            var answers = await Task.WhenAll(handful.Select(each => AskAsync(client, kiosk, each.Tap)));
            answered += answers.Length;
            lock (_gate)
            {
                Good += handful.Count(each => !each.IsPoison);
                Poison += handful.Count(each => each.IsPoison);
                // 5.0 says that a message was set aside; 3.1.1 has no word for it.
                Unexpected += handful.Zip(answers).Count(pair => pair.Second != (pair.First.IsPoison && version == ProtocolVersion.V5 ? ReasonCode.PayloadFormatInvalid : ReasonCode.Success));
            }
        }
        return answered;
    }

    private static async Task<ReasonCode?> AskAsync(MqttClient client, KioskCredential kiosk, byte[] tap)
    {
        try
        {
            return await client.PublishAsync(new MqttMessage(kiosk.Topic("up"), tap, QoS.AtLeastOnce), CancellationToken.None);
        }
        catch (MqttConnectionLostException)
        {
            return null;
        }
    }

    private (byte[] Tap, bool IsPoison) Draw(Random random, long seq)
    {
        int kind = random.Next(8);
        if (kind == 7) lock (_gate) Mendable++;
        return (kind switch
        {
            0 => TapJson.Broken(seq),
            1 => TapJson.WithADoubleMember(seq),
            2 => TapJson.OfUnknownType(seq),
            3 => Bytes($$"""{"seq":{{Text(seq)}},"at":NaN,"type":"check-in","data":{} }"""),
            4 => Bytes($$"""{"seq":{{Text(seq)}},"at":"2026-11-21T08:00:00+08:00","type":"check-in","data":{{new string('[', 100)}}{{new string(']', 100)}} }"""),
            5 => Bytes($$"""{"seq":{{Text(seq)}},"at":"2026-11-21T08:00:00+08:00","type":"request","data":{"kind":"danger","ticket":"10000008","text":"{{new string('x', 15_000)}}"} }"""),
            6 => Bytes($$"""{"seq":{{Text(seq)}},"at":"2026-02-30T08:00:00+08:00","type":"check-in","data":{"purpose":"service"} }"""),
            _ => TapJson.Request(seq, (10_000_000 + seq % 80_000_000).ToString(CultureInfo.InvariantCulture), MissingGrid),
        }, true);
    }

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
