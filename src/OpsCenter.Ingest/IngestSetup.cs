using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
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

    /// <summary>Adds the broker with the kiosks' policy. The host adds plan, vault, shard, its core, the board and the device registry.</summary>
    public static IServiceCollection AddKioskIngest(this IServiceCollection services)
    {
        services.AddOptions<IngestOptions>().BindConfiguration("Ingest").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<IngestOptions>>().Value);
        services.AddSingleton(provider => new ReceiptBook(provider.GetRequiredService<ShardCore>().City));
        services.AddSingleton<TapTranslator>().AddSingleton<AcknowledgementPost>().AddSingleton<PacedReading>().AddSingleton<DeskPorts>();
        services.AddSingleton<QuarantinePorts>().AddSingleton<QuarantineDesk>();
        services.AddSingleton<KioskClocks>().AddSingleton<KioskDesk>().AddSingleton<KioskPolicy>();
        services.AddSingleton<CommandPost>().AddSingleton<ProgressAnswers>();
        services.AddSingleton(provider => new MqttBroker(
            new BrokerOptions { MaximumPayload = MaximumPayload, MaximumPacketSize = 2 * MaximumPayload, ReceiveMaximum = 100 },
            provider.GetRequiredService<KioskPolicy>(), ActivatorUtilities.CreateInstance<IngestObserver>(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<CommandPost>());
        services.AddHostedService(provider => provider.GetRequiredService<ProgressAnswers>());
        services.AddHostedService<ReceiptSender>();
        services.AddHostedService<SilenceWatch>();
        services.AddHostedService<PostureSender>();
        services.AddHostedService<DeviceCut>();
        return services;
    }

    /// <summary>Ties acknowledgements and receipts to the shard; call once, before the journal is restored.</summary>
    public static void AnswerKiosks(this IServiceProvider services)
    {
        var core = services.GetRequiredService<ShardCore>();
        core.Announce(services.GetRequiredService<ReceiptBook>());
        core.Announce(services.GetRequiredService<QuarantineDesk>());
        core.Answered += services.GetRequiredService<AcknowledgementPost>().Flush;
    }

    /// <summary>Serves MQTT on a listener of Kestrel.</summary>
    public static void UseMqtt(this ListenOptions listen) => listen.UseConnectionHandler<MqttConnectionHandler>();
}
