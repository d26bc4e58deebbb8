using System.Globalization;
using System.Security.Cryptography;
using OpsCenter.CityPack;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Link;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.Simulator.City;
using OpsCenter.Simulator.Load;
using OpsCenter.Simulator.Run;

namespace OpsCenter.Simulator;

/// <summary>A city of kiosks and people over real MQTT (<c>wire.md</c>, “Command line”).</summary>
public static class SimulatorProgram
{
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Runs <c>simulate</c> with the options of its command line; <c>simulate load …</c> presses instead of living.</summary>
    /// <param name="arguments">The options.</param>
    /// <param name="faults">Called at the outboxes' named moments; null outside tests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The process's exit code: 0 after the end was asked for, 2 for wrong options.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Action<FaultPoint>? faults, CancellationToken cancellationToken)
    {
        if (arguments is ["load", ..]) return await LoadProgram.RunAsync([.. arguments.Skip(1)], cancellationToken);
        try
        {
            await RunAsync(SimulatorCommandLine.ReadSimulation(arguments) with { Faults = faults }, TimeProvider.System, cancellationToken);
            return 0;
        }
        catch (ArgumentException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }

    /// <summary>Lets the city live until cancelled, or until the parent has ended.</summary>
    public static async Task RunAsync(SimulatorOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var plan = options.PackFolder is null ? CityPackLoader.LoadShipped() : CityPackLoader.Load(options.PackFolder);
        var stage = new CityStage(plan, SimulatedKiosk.ReadAll(options.KiosksFile, plan), options.Seed, options.Speed);
        KeepPrivate(options.StateFile);
        using var fleet = OutboxFleet.Open(options.StateFile, new OutboxOptions { DrawId = DrawId, Faults = options.Faults });
        using var http = new HttpClient { BaseAddress = options.Http, Timeout = TimeSpan.FromSeconds(10) };
        var boot = new BootClock(RandomNumberGenerator.GetHexString(16, lowercase: true), time);
        CitySimulation? city = null;
        var desk = new ClosingDesk(fleet, http, options.StaffTokenFile, time) { Done = closing => city!.Closed(closing) };
        city = new CitySimulation(stage, fleet, boot, desk);
        city.Begin(time.GetUtcNow());
        city.Tick(time.GetUtcNow()); // before the kiosks connect: the day so far is backlog
        using var links = new SimulatedLinks(stage, fleet, boot, options, time);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  simulation   {stage.Kiosks.Count} kiosks, ×{options.Speed}"));

        var parent = options.ParentId is { } id ? ParentWatch.GoneAsync(id, time, stop.Token) : Task.Delay(Timeout.InfiniteTimeSpan, time, stop.Token);
        Task[] working = [links.RunAsync(Seeds.For(options.Seed, 0, Concern.Link), stop.Token), desk.RunAsync(stop.Token), LiveAsync(city, time, stop.Token)];
        await Task.WhenAny([parent, .. working]);
        await stop.CancelAsync();
        await Task.WhenAll(working).ConfigureAwait(ConfigureAwaitOptions.None);
    }

    private static async Task LiveAsync(CitySimulation city, TimeProvider time, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            city.Tick(time.GetUtcNow());
            await Task.Delay(TickPeriod, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Like its neighbours in the demo's folder it is the owner's alone; SQLite gives its log the same mode.
    private static void KeepPrivate(string file)
    {
        string folder = Path.GetDirectoryName(file)!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!OperatingSystem.IsWindows()) new FileStream(file, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }).Dispose();
    }

    private static OutboxId DrawId() => OutboxId.Parse(RandomNumberGenerator.GetHexString(16, lowercase: true));
}
