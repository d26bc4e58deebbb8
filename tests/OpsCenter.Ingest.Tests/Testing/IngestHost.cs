using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpsCenter.Access.Devices;
using OpsCenter.Board;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;
using OpsCenter.Journal;
using OpsCenter.Journal.InMemory;
using OpsCenter.Journal.Sealing;
using OpsCenter.Testing;

namespace OpsCenter.Ingest.Tests.Testing;

/// <summary>The wire side on a real socket, over a tiny city whose journal is in memory and whose clock one hand moves.</summary>
internal sealed class IngestHost : IAsyncDisposable
{
    internal const string HarbourSecret = "0123456789abcdef0123456789abcdef";
    internal const string ReaderSecret = "fedcba9876543210fedcba9876543210";

    private readonly WebApplication _app;

    private IngestHost(WebApplication app, ManualTime time) => (_app, Time) = (app, time);

    internal ManualTime Time { get; }

    internal int Port { get; private set; }

    internal DeviceRegistry Devices => _app.Services.GetRequiredService<DeviceRegistry>();

    internal Shard Shard => _app.Services.GetRequiredService<Shard>();

    internal T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Every fact so far.</summary>
    internal IReadOnlyList<Recorded> Facts => [.. Get<IJournal>().Read(0)];

    /// <param name="settings">Configuration, e.g. <c>Ingest:Burst</c>.</param>
    /// <param name="plan">The city; default the tiny one.</param>
    /// <param name="disk">The journal's memory; give the same twice to start again on it.</param>
    internal static async Task<IngestHost> StartAsync(Dictionary<string, string?>? settings = null, CityPlan? plan = null, MemoryDisk? disk = null)
    {
        var time = new ManualTime(TinyCity.Ten);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseMqtt()));
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton(plan ?? TinyCity.Plan());
        builder.Services.AddSingleton<IJournal>(new InMemoryJournal(disk ?? new MemoryDisk()));
        builder.Services.AddSingleton<IKeyVault>(new KeyVault(new InMemoryKeyStore()));
        builder.Services.AddSingleton<ShardCore>().AddSingleton<CityBoard>().AddSingleton<LiveBoard>().AddSingleton<IPulse, SteadyPulse>();
        builder.Services.AddSingleton(provider => new Shard(
            provider.GetRequiredService<ShardCore>(), new ShardOptions { LongestSleep = TimeSpan.FromMilliseconds(10) }, time, _ => { }));
        builder.Services.AddSingleton<DeviceRegistry>();
        builder.Services.AddHostedService<ShardStart>();
        builder.Services.AddKioskIngest();
        var app = builder.Build();
        app.Services.GetRequiredService<ShardCore>().Announce(app.Services.GetRequiredService<CityBoard>());
        app.Services.AnswerKiosks();
        app.Services.GetRequiredService<ShardCore>().Restore();
        var host = new IngestHost(app, time);
        host.Devices.EnrolKiosk(TinyCity.HarbourKiosk, HarbourSecret);
        host.Devices.EnrolKiosk(TinyCity.MarketKiosk, HarbourSecret);
        host.Devices.EnrolReader("reader", ReaderSecret);
        await app.StartAsync(TestContext.Current.CancellationToken);
        host.Port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        return host;
    }

    /// <summary>A signed-in harbour kiosk, MQTT 5.</summary>
    internal async Task<Wire> KioskAsync()
    {
        var wire = await Wire.DialAsync(Port, Mqtt.Framing.ProtocolVersion.V5);
        Assert.Equal(0, await wire.ConnectAsync(TinyCity.HarbourKiosk.ToString(), TinyCity.HarbourKiosk.ToString(), HarbourSecret));
        return wire;
    }

    internal static string Topic(string channel) => $"ops/v1/370600/{TinyCity.HarbourKiosk}/{channel}";

    /// <summary>Moves the clock in steps, so that periodic work on other threads keeps up, until something holds.</summary>
    internal async Task UntilAsync(string claim, Func<bool> holds, TimeSpan step, int steps = 400)
    {
        for (int i = 0; i < steps && !holds(); i++)
        {
            Time.Advance(step);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        Assert.True(holds(), $"It never came true that {claim}.");
    }

    public async ValueTask DisposeAsync()
    {
        var ended = _app.DisposeAsync().AsTask();
        while (!ended.IsCompleted)
        {
            Time.Advance(TimeSpan.FromMilliseconds(100)); // what lingers waits by this clock
            await Task.Delay(5);
        }
        await ended;
    }

    private sealed class SteadyPulse(TimeProvider time) : IPulse
    {
        public DateTimeOffset LastAlive => time.GetUtcNow();

        public BoardHealth Health => BoardHealth.Ok;
    }

    private sealed class ShardStart(Shard shard, OpsCenter.Mqtt.Broker.MqttBroker broker) : IHostedLifecycleService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            shard.Start();
            return Task.CompletedTask;
        }

        public Task StoppingAsync(CancellationToken cancellationToken) => broker.StopAsync(TimeSpan.FromSeconds(1), cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken)
        {
            shard.Stop(TimeSpan.FromSeconds(5));
            return Task.CompletedTask;
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
