using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpsCenter.Faults.Tests.Repeats;
using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Client;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Faults.Tests.Poison;

/// <summary>Kiosks that send as fast as they are answered, some of it valid MQTT with a body that no rule takes. What is not answered is sent again, as an outbox does.</summary>
/// <param name="server">The server.</param>
/// <param name="seed">Draws which.</param>
/// <param name="dropped">How many poisoned messages go the way of a server that acknowledges and keeps nothing: they are answered and never reach it. None but in a negative control.</param>
internal sealed class PoisonedLoad(ServerProcess server, int seed, int dropped = 0)
{
    /// <summary>A grid that the shipped city has not.</summary>
    internal const string MissingGrid = "370602001001099";

    /// <summary>Why a message for it is set aside.</summary>
    internal const string Mendable = "grid-unknown";

    private const int Kiosks = 20;
    private const int Window = 50;
    private const int MostTries = 10; // so that more than is allowed would be seen

    private readonly long[] _seqs = new long[Kiosks];
    private readonly Lock _gate = new();
    private readonly List<(string Kiosk, long Seq)> _good = [];
    private readonly Dictionary<string, (string Kiosk, long Seq, string Reason)> _poison = [];
    private int _toDrop = dropped;

    /// <summary>Good taps that were acknowledged.</summary>
    internal IReadOnlyCollection<(string Kiosk, long Seq)> Good => _good;

    /// <summary>Poison that was acknowledged, by its own bytes, with the reason for which it is to be set aside.</summary>
    internal IReadOnlyDictionary<string, (string Kiosk, long Seq, string Reason)> Poison => _poison;

    internal long Attempted { get; private set; }

    /// <summary>Answers that were not deserved: a good tap refused, poison taken for good, or no answer at all.</summary>
    internal long Unexpected { get; private set; }

    /// <summary>How often the message that was sent most often was sent.</summary>
    internal int MostAttempts { get; private set; }

    /// <summary>What names a message in the quarantine: who sent it, and every byte of it.</summary>
    internal static string NameOf(string kiosk, byte[] message) => $"{kiosk} {Convert.ToHexStringLower(SHA256.HashData(message))}";

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
        var sender = new Sender(kiosk, server.MqttPort, version);
        var client = await sender.ConnectAsync();
        var watch = Stopwatch.StartNew();
        long answered = 0;
        while (watch.Elapsed < time && answered < most)
        {
            List<Message> waiting = [.. Enumerable.Range(0, Window).Select(_ => ++_seqs[index]).Select(seq => random.NextDouble() < share ? Draw(random, seq) : new Message(seq, TapJson.WalkIn(seq), null))];
            lock (_gate) Attempted += waiting.Count;
            for (int attempt = 1; attempt <= MostTries && waiting.Count > 0; attempt++)
            {
                if (attempt > 1)
                {
                    await client.DisposeAsync();
                    client = await sender.ConnectAsync();
                }
                var answers = await Task.WhenAll(waiting.Select(message => AskAsync(client, kiosk, message, version)));
                answered += answers.Count(answer => answer is not null);
                lock (_gate)
                {
                    MostAttempts = Math.Max(MostAttempts, attempt);
                    foreach (var (message, answer) in waiting.Zip(answers)) Take(kiosk.Kiosk, message, version, answer);
                }
                waiting = [.. waiting.Where((_, place) => answers[place] is null)];
            }
            lock (_gate) Unexpected += waiting.Count;
        }
        await client.DisposeAsync();
        return answered;
    }

    private void Take(string kiosk, Message message, ProtocolVersion version, ReasonCode? answer)
    {
        if (answer is null) return;
        // 5.0 says that a message was set aside; 3.1.1 has no word for it.
        if (answer != Deserved(message, version)) Unexpected++;
        else if (message.Reason is { } reason) _poison.Add(NameOf(kiosk, message.Bytes), (kiosk, message.Seq, reason));
        else _good.Add((kiosk, message.Seq));
    }

    private static ReasonCode Deserved(Message message, ProtocolVersion version) =>
        message.Reason is not null && version == ProtocolVersion.V5 ? ReasonCode.PayloadFormatInvalid : ReasonCode.Success;

    private async Task<ReasonCode?> AskAsync(MqttClient client, KioskCredential kiosk, Message message, ProtocolVersion version)
    {
        if (message.Reason is not null && _toDrop > 0 && Interlocked.Decrement(ref _toDrop) >= 0) return Deserved(message, version);
        try
        {
            return await client.PublishAsync(new MqttMessage(kiosk.Topic("up"), message.Bytes, QoS.AtLeastOnce), CancellationToken.None);
        }
        catch (MqttConnectionLostException)
        {
            return null;
        }
    }

    private static Message Draw(Random random, long seq) => random.Next(8) switch
    {
        0 => new(seq, TapJson.Broken(seq), "bad-json"),
        1 => new(seq, TapJson.WithADoubleMember(seq), "duplicate-member"),
        2 => new(seq, TapJson.OfUnknownType(seq), "unknown-type"),
        3 => new(seq, Bytes($$"""{"seq":{{Text(seq)}},"at":NaN,"type":"check-in","data":{} }"""), "bad-json"),
        4 => new(seq, Bytes($$"""{"seq":{{Text(seq)}},"at":"2026-11-21T08:00:00+08:00","type":"check-in","data":{{new string('[', 100)}}{{new string(']', 100)}} }"""), "bad-json"),
        5 => new(seq, Bytes($$"""{"seq":{{Text(seq)}},"at":"2026-11-21T08:00:00+08:00","type":"request","data":{"kind":"danger","ticket":"10000008","text":"{{new string('x', 15_000)}}"} }"""), "bad-text"),
        6 => new(seq, Bytes($$"""{"seq":{{Text(seq)}},"at":"2026-02-30T08:00:00+08:00","type":"check-in","data":{"purpose":"service"} }"""), "bad-at"),
        _ => new(seq, TapJson.Request(seq, (10_000_000 + seq % 80_000_000).ToString(CultureInfo.InvariantCulture), MissingGrid), Mendable),
    };

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What is sent: poison, and why nobody takes it, or a good tap (no reason).</summary>
    private sealed record Message(long Seq, byte[] Bytes, string? Reason);
}
