using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace OpsCenter.Server.Telemetry;

/// <summary>
/// Sends every figure of the house (meters <c>OpsCenter.*</c>) to a collector by OTLP, when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one.
/// Without it the meters cost next to nothing, and <c>dotnet-counters</c> can read them in place.
/// </summary>
internal sealed class MeterExport : IHostedService, IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private MeterProvider? _provider;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Endpoint) is not { Length: > 0 }) return Task.CompletedTask;
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("opscenter"))
            .AddMeter("OpsCenter.*", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _provider?.ForceFlush(2_000);
        return Task.CompletedTask;
    }

    public void Dispose() => _provider?.Dispose();
}
