using OpsCenter.Domain.Vocabulary;
using OpsCenter.Simulation.Tests.Checks;
using OpsCenter.Simulation.Tests.Time;

namespace OpsCenter.Simulation.Tests.Network;

/// <summary>One kiosk's way to the server: how long bytes take, whether it is blocked, and which connection stands. It draws from a source of its own.</summary>
internal sealed class Cable(Agenda agenda, KioskId kiosk, int number, Random random, Witness witness)
{
    private readonly Queue<Action> _waiting = new();
    private Connection? _standing;
    private int _blocks;

    internal Agenda Agenda => agenda;

    internal KioskId Kiosk => kiosk;

    internal Witness Witness => witness;

    internal Trace Trace { get; } = new();

    /// <summary>Two lanes of the agenda, one a direction.</summary>
    internal int Lane => 1 + 2 * number;

    /// <summary>Multiplies how long bytes take; 1 on ordinary days.</summary>
    internal double Slowness { get; set; } = 1;

    /// <summary>Who takes connections; null while nobody listens.</summary>
    internal Func<Connection, bool>? Accept { get; set; }

    /// <summary>Breaks what is no kiosk's connection: told whether the client and the server learn of it.</summary>
    internal Action<bool, bool>? Broken { get; set; }

    internal bool IsBlocked => _blocks > 0;

    /// <summary>Nothing passes until as many <see cref="Open"/>; what is sent waits.</summary>
    internal void Block() => _blocks++;

    internal void Open()
    {
        if (--_blocks > 0) return;
        while (_blocks == 0 && _waiting.TryDequeue(out var passes)) passes();
    }

    /// <summary>Does it now, or, in order, once the cable is open.</summary>
    internal void WhenOpen(Action passes)
    {
        if (_blocks > 0 || _waiting.Count > 0) _waiting.Enqueue(passes);
        else passes();
    }

    internal long ArrivalFromNow() => agenda.Now + (long)((0.5 + random.NextDouble() * 20) * Slowness * TimeSpan.TicksPerMillisecond);

    /// <summary>Breaks the connection that stands, if one does.</summary>
    internal void Reset(bool tellKiosk, bool tellServer)
    {
        _standing?.Reset(tellKiosk, tellServer);
        Broken?.Invoke(tellKiosk, tellServer);
    }

    /// <summary>How a kiosk reaches the server.</summary>
    internal async ValueTask<Stream> DialAsync(SimProcess process, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<Stream>();
        using var giveUp = cancellationToken.UnsafeRegister(static (waiting, token) => ((TaskCompletionSource<Stream>)waiting!).TrySetCanceled(token), answer);
        var connection = new Connection(this, process);
        agenda.At(ArrivalFromNow(), () => WhenOpen(() => process.Run(() =>
        {
            if (answer.Task.IsCompleted) return;
            if (Accept is null) answer.TrySetException(new IOException("The connection was refused."));
            else
            {
                _standing = connection;
                answer.TrySetResult(connection.Stream);
            }
        })), Lane);
        var stream = await answer.Task;
        if (Accept?.Invoke(connection) != true) throw new IOException("The connection was refused.");
        return stream;
    }
}
