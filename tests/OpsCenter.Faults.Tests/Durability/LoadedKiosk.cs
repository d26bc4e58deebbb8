using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Client;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Faults.Tests.Durability;

/// <summary>
/// One kiosk under load: it sends a few taps together at a steady pace, remembers which were acknowledged, and after each loss sends the same bytes of the
/// others again before anything new, as an outbox does.
/// </summary>
internal sealed class LoadedKiosk(KioskCredential kiosk, int port, ProtocolVersion version, TimeSpan pace)
{
    private const int Window = 20;
    private const int AtOnce = 4; // several on their way together, so that a kill meets them between each other
    private static readonly TimeSpan Redial = TimeSpan.FromMilliseconds(150);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, byte[]> _waiting = [];
    private readonly HashSet<long> _acknowledged = [];

    internal string Kiosk => kiosk.Kiosk;

    /// <summary>Each so many taps one that nobody can read; 0 (the default) for none.</summary>
    internal int PoisonEvery { get; init; }

    /// <summary>The highest number it ever sent; it sent every one below too.</summary>
    internal long Attempted { get; private set; }

    /// <summary>Acknowledged only after it was sent again on a later connection.</summary>
    internal long Recovered { get; private set; }

    /// <summary>Answers other than success, which this load never deserves.</summary>
    internal long Refused { get; private set; }

    internal bool IsDrained
    {
        get
        {
            lock (_gate) return _waiting.Count == 0;
        }
    }

    internal long[] Acknowledged
    {
        get
        {
            lock (_gate) return [.. _acknowledged];
        }
    }

    /// <summary>Connects again and again until it is told to end; makes new taps until it is told to drain.</summary>
    internal async Task RunAsync(CancellationToken draining, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await using var client = await MqttClient.ConnectAsync(Options(), ending);
                await SendOnAsync(client, draining, ending);
            }
            catch (Exception failure) when (failure is MqttConnectionLostException or TimeoutException or OperationCanceledException)
            {
                // The server is away; that is what this load is for.
            }
            await Task.Delay(Redial, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SendOnAsync(MqttClient client, CancellationToken draining, CancellationToken ending)
    {
        KeyValuePair<long, byte[]>[] left;
        lock (_gate) left = [.. _waiting];
        List<Task> sending = [.. left.Select(tap => SendAsync(client, tap.Key, tap.Value, isRepeated: true))];
        while (client.IsConnected && !ending.IsCancellationRequested)
        {
            sending.RemoveAll(task => task.IsCompleted);
            if (draining.IsCancellationRequested && sending.Count == 0) return;
            for (int i = 0; i < AtOnce && !draining.IsCancellationRequested && sending.Count < Window; i++) sending.Add(SendNextAsync(client));
            await Task.Delay(pace, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Task.WhenAll(sending);
    }

    private Task SendNextAsync(MqttClient client)
    {
        long seq = ++Attempted;
        byte[] payload = IsPoison(seq) ? TapJson.OfUnknownType(seq) : TapJson.WalkIn(seq);
        lock (_gate) _waiting.Add(seq, payload);
        return SendAsync(client, seq, payload, isRepeated: false);
    }

    private async Task SendAsync(MqttClient client, long seq, byte[] payload, bool isRepeated)
    {
        try
        {
            var answer = await client.PublishAsync(new MqttMessage(kiosk.Topic("up"), payload, QoS.AtLeastOnce), CancellationToken.None);
            lock (_gate)
            {
                _waiting.Remove(seq);
                if (answer != ReasonCode.Success && !(IsPoison(seq) && answer == ReasonCode.PayloadFormatInvalid)) Refused++;
                else if (_acknowledged.Add(seq) && isRepeated) Recovered++;
            }
        }
        catch (Exception failure) when (failure is MqttConnectionLostException or ObjectDisposedException)
        {
            // Not acknowledged: it waits for the next connection.
        }
    }

    private bool IsPoison(long seq) => PoisonEvery > 0 && seq % PoisonEvery == 0;

    private MqttClientOptions Options() => new()
    {
        Dial = MqttDials.Tcp("127.0.0.1", port),
        Version = version,
        ClientId = kiosk.Kiosk,
        UserName = kiosk.Kiosk,
        Password = TapJson.Bytes(kiosk.Secret),
        MaxInFlight = Window,
    };
}
