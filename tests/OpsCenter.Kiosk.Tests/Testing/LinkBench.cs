using OpsCenter.Kiosk.Link;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.KioskProtocol.Down;
using OpsCenter.Testing;

namespace OpsCenter.Kiosk.Tests.Testing;

/// <summary>One kiosk, one scripted server, one hand on the clock.</summary>
internal sealed class LinkBench : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly LinkBeat _beat;
    private Task _running = Task.CompletedTask;

    internal LinkBench()
    {
        Server = new ScriptedServer(Time);
        _beat = new LinkBeat(Time);
        Link = new KioskLink(new KioskIdentity(ScriptedServer.Cell, ScriptedServer.Kiosk, "secret"), Outbox, new BootClock("b00t", Time), _beat, new KioskLinkOptions
        {
            Dial = Server.DialAsync,
            Jitter = new Random(1),
            Version = "1.2.3",
            Time = Time,
            OnDown = Heard.Add,
        });
    }

    internal ManualTime Time { get; } = new(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero));

    internal ScriptedServer Server { get; }

    internal MemoryOutbox Outbox { get; } = new(Drafts.Options());

    internal KioskLink Link { get; }

    internal List<DownMessage> Heard { get; } = [];

    internal void Start() => _running = Link.RunAsync(_stop.Token);

    /// <summary>Lets the clock run in small steps, and everything else keep up, until the condition holds.</summary>
    internal async Task Until(Func<bool> condition, double stepSeconds = 0.1)
    {
        for (int step = 0; !condition(); step++)
        {
            Assert.True(step < 5000, $"It never came to that: {Link.Connections} connections, {(Link.IsConnected ? "up" : "down")}, {Link.InFlight} in flight, {Server.Arrivals.Count} arrivals, {Outbox.Status.Count} held, last failure: {Link.LastFailure}.");
            Time.Advance(TimeSpan.FromSeconds(stepSeconds));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets everything keep up without moving the clock.</summary>
    internal Task Settle(Func<bool> condition) => Until(condition, stepSeconds: 0);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        for (int step = 0; !_running.IsCompleted && step < 2000; step++)
        {
            Time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        }
        await _running;
        Link.Dispose();
        _beat.Dispose();
        await Server.DisposeAsync();
        Outbox.Dispose();
        _stop.Dispose();
    }
}
