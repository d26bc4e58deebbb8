using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpsCenter.Access.Devices;
using OpsCenter.Grains.Runtime;
using OpsCenter.Ingest.Admission;
using OpsCenter.Ingest.Posture;
using OpsCenter.Ingest.Quarantine;
using OpsCenter.Ingest.Sessions;
using OpsCenter.Mqtt.Broker;

namespace OpsCenter.Ingest;

/// <summary>Puts the wire side together for the host.</summary>
public static class IngestSetup
{
    /// <summary>The longest payload of any message: 16 KiB (<c>wire.md</c>, limits).</summary>
    public const int MaximumPayload = 16 * 1024;

    // A packet is its payload and what stands beside it: topic, identifier, properties, and in a CONNECT names and password.
    private const int MaximumBeside = 4 * 1024;

    /// <summary>The broker's options that <c>wire.md</c> settles; a configuration may set the others, section <c>Mqtt</c>.</summary>
    public static IReadOnlyList<string> FixedByTheWire { get; } =
        [nameof(BrokerOptions.MaximumPayload), nameof(BrokerOptions.MaximumPacketSize), nameof(BrokerOptions.ReceiveMaximum), nameof(BrokerOptions.AcceptVersion31), nameof(BrokerOptions.NewestRetainedOnly)];

    /// <summary>What is out of range, in a sentence each; null when nothing is.</summary>
    public static string? FaultOf(BrokerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            options.Validate();
            return null;
        }
        catch (ArgumentException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>Adds the broker with the kiosks' policy. The host adds plan, vault, shard, its core, the board and the device registry.</summary>
    public static IServiceCollection AddKioskIngest(this IServiceCollection services)
    {
        services.AddOptions<IngestOptions>().BindConfiguration("Ingest").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<IngestOptions>>().Value);
        services.AddSingleton(provider => new ReceiptBook(provider.GetRequiredService<ShardCore>().City));
        services.AddSingleton<TapTranslator>().AddSingleton<AcknowledgementPost>().AddSingleton<PacedReading>().AddSingleton<DesiredStates>().AddSingleton<DeskPorts>();
        services.AddSingleton<QuarantinePorts>().AddSingleton<QuarantineDesk>();
        services.AddSingleton<KioskClocks>().AddSingleton<KioskDesk>().AddSingleton<KioskPolicy>();
        services.AddSingleton<CommandPost>().AddSingleton<ProgressAnswers>();
        services.AddOptions<BrokerOptions>().Configure(HoldTheWholeCity).BindConfiguration("Mqtt").Configure(FixByTheWire)
            .Validate(options => FaultOf(options) is null, "A limit of section Mqtt is out of its range.").ValidateOnStart();
        services.AddSingleton(provider => new MqttBroker(
            provider.GetRequiredService<IOptions<BrokerOptions>>().Value,
            provider.GetRequiredService<KioskPolicy>(), ActivatorUtilities.CreateInstance<IngestObserver>(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<CommandPost>());
        services.AddHostedService(provider => provider.GetRequiredService<ProgressAnswers>());
        services.AddHostedService<ReceiptSender>();
        services.AddHostedService<SilenceWatch>();
        services.AddHostedService<PostureSender>();
        services.AddHostedService<DeviceCut>();
        return services;
    }

    // One tile of every unit and venue of a large city may wait for an integrator, as at midnight; what is newer takes the older one's place.
    // A city that comes back at once is let in at a pace that leaves the taps their processor: a thousand, then 500 a second, most of them after
    // a wait that no client's patience ends; the others are turned away and come again by their own back-off.
    private static void HoldTheWholeCity(BrokerOptions options) =>
        (options.MaxQueuedMessages, options.ConnectBurst, options.ConnectsPerSecond, options.ConnectPatience) = (100_000, 1_000, 500, TimeSpan.FromSeconds(1.5));

    private static void FixByTheWire(BrokerOptions options) =>
        (options.MaximumPayload, options.MaximumPacketSize, options.ReceiveMaximum, options.AcceptVersion31, options.NewestRetainedOnly) = (MaximumPayload, MaximumPayload + MaximumBeside, 100, false, true);

    /// <summary>Ties acknowledgements and receipts to the shard; call once, before the journal is restored.</summary>
    public static void AnswerKiosks(this IServiceProvider services)
    {
        var core = services.GetRequiredService<ShardCore>();
        core.Announce(services.GetRequiredService<ReceiptBook>());
        core.Announce(services.GetRequiredService<QuarantineDesk>());
        core.Announce(services.GetRequiredService<DeviceRegistry>());
        core.Answered += services.GetRequiredService<AcknowledgementPost>().Flush;
    }

    /// <summary>Serves MQTT on a listener of Kestrel.</summary>
    public static void UseMqtt(this ListenOptions listen) => listen.UseConnectionHandler<MqttConnectionHandler>();
}
