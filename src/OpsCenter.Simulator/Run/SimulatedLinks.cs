using System.Globalization;
using OpsCenter.Kiosk.Link;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.Mqtt.Client;
using OpsCenter.Simulator.City;

namespace OpsCenter.Simulator.Run;

/// <summary>The links of all simulated kiosks: opened in a ramp and in a drawn order, so that the server is not met by all at once.</summary>
internal sealed class SimulatedLinks : IDisposable
{
    private const string Version = "1.0.0-sim";
    private readonly LinkBeat _beat;
    private readonly List<KioskLink> _links = [];
    private readonly SimulatorOptions _options;
    private readonly TimeProvider _time;

    internal SimulatedLinks(CityStage stage, OutboxFleet fleet, BootClock boot, SimulatorOptions options, TimeProvider time)
    {
        (_options, _time, _beat) = (options, time, new LinkBeat(time));
        var dial = MqttDials.Tcp(options.MqttHost, options.MqttPort);
        for (int i = 0; i < stage.Kiosks.Count; i++)
        {
            var kiosk = stage.Kiosks[i];
            var jitter = Seeds.For(stage.Seed, i, Concern.Link);
            double warmth = 38 + 6 * jitter.NextDouble();
            var linkOptions = new KioskLinkOptions { Dial = dial, Jitter = jitter, Version = Version, Temperature = () => Math.Round(warmth, 1), Time = time };
            _links.Add(new KioskLink(new KioskIdentity(stage.Plan.City, kiosk.Id, kiosk.Secret), fleet.Of(kiosk.Id), boot, _beat, linkOptions));
        }
    }

    /// <summary>How many are connected now.</summary>
    internal int Connected => _links.Count(link => link.IsConnected);

    /// <summary>The newest failure of a link, for the console; empty when there is none.</summary>
    internal string Failure => _links.FirstOrDefault(link => !link.IsConnected && link.LastFailure is not null) is { } link
        ? string.Create(CultureInfo.InvariantCulture, $"{_links.Count(other => !other.IsConnected)} kiosks are not connected: {link.LastFailure}") : "";

    /// <summary>Opens all links and keeps them open until cancelled.</summary>
    internal async Task RunAsync(Random order, CancellationToken cancellationToken)
    {
        var shuffled = _links.ToArray();
        order.Shuffle(shuffled);
        var running = new List<Task>(shuffled.Length);
        int step = Math.Max(1, _options.ConnectsPerSecond / 20);
        foreach (var group in shuffled.Chunk(step))
        {
            running.AddRange(group.Select(link => link.RunAsync(cancellationToken)));
            await Task.Delay(TimeSpan.FromSeconds((double)step / _options.ConnectsPerSecond * (0.5 + order.NextDouble())), _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Task.WhenAll(running);
    }

    public void Dispose()
    {
        _beat.Dispose();
        foreach (var link in _links) link.Dispose();
    }
}
