using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

/// <summary>
/// Runs inside the server's process (DOTNET_STARTUP_HOOKS; .NET finds it by this name). It writes down every endpoint that the server
/// really maps, with who may call it; and it opens the back door of fault tests. It must not touch anything that the server has not loaded.
/// </summary>
internal static class StartupHook
{
    internal const string FileVariable = "OPSCENTER_ENDPOINTS_FILE";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 }) DiagnosticListener.AllListeners.Subscribe(new Listeners());
        if (Environment.GetEnvironmentVariable(OpsCenter.Faults.Tests.Testing.BackDoor.Variable) is { Length: > 0 } door) OpsCenter.Faults.Tests.Testing.BackDoor.Open(door);
    }

    private static void Write(IHost host)
    {
        var lines = host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(Line).Distinct();
        string file = Environment.GetEnvironmentVariable(FileVariable)!;
        File.WriteAllLines(file + ".new", lines);
        File.Move(file + ".new", file);
    }

    private static string Line(RouteEndpoint endpoint)
    {
        bool isAnonymous = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        string policies = string.Join(",", endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy ?? data.Roles ?? "signed-in"));
        return $"{endpoint.RoutePattern.RawText}\t{(isAnonymous ? "anonymous" : policies)}";
    }

    private sealed class Listeners : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting") value.Subscribe(new Hosts());
        }

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }

    private sealed class Hosts : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is not { Key: "HostBuilt", Value: IHost host }) return;
            host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => Write(host));
        }

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }
}
