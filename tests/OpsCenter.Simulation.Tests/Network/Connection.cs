using OpsCenter.Simulation.Tests.Time;

namespace OpsCenter.Simulation.Tests.Network;

/// <summary>
/// One TCP connection over a kiosk's cable: bytes come in order and once, or the connection breaks. While the cable is blocked they wait, as
/// TCP repeats them; a reset loses what is on its way.
/// </summary>
internal sealed class Connection
{
    private readonly Cable _cable;
    private readonly SimProcess _kiosk;
    private readonly Queue<(ReadOnlyMemory<byte>? Bytes, long SentAt)> _up = new(), _down = new(); // null: the end
    private readonly Action _passUp, _passDown;
    private long _upAt, _downAt;
    private bool _isReset;

    internal Connection(Cable cable, SimProcess kiosk)
    {
        (_cable, _kiosk) = (cable, kiosk);
        Stream = new ClientStream(this);
        Server = new ServerEnd(this);
        Tap = new Wiretap(cable.Kiosk, cable.Witness);
        Action up = DeliverUp, down = DeliverDown;
        (_passUp, _passDown) = (() => _cable.WhenOpen(up), () => _cable.WhenOpen(down));
    }

    internal ClientStream Stream { get; }

    internal ServerEnd Server { get; }

    internal Wiretap Tap { get; }

    /// <summary>The process that took it; null until then.</summary>
    internal SimProcess? Taker { get; set; }

    internal bool IsOverForServer { get; private set; }

    internal void SendUp(ReadOnlyMemory<byte> bytes)
    {
        if (!_isReset && _kiosk.IsAlive) Send(_up, bytes, ref _upAt, _passUp, 0);
    }

    internal void SendDown(ReadOnlyMemory<byte> bytes)
    {
        if (_isReset || IsOverForServer || Taker is not { IsAlive: true }) return;
        Tap.Said(bytes.Span);
        Send(_down, bytes, ref _downAt, _passDown, 1);
    }

    internal void CloseUp()
    {
        if (!_isReset && _kiosk.IsAlive) Send(_up, null, ref _upAt, _passUp, 0);
    }

    internal void CloseDown()
    {
        if (!_isReset && Taker is { IsAlive: true }) Send(_down, null, ref _downAt, _passDown, 1);
    }

    /// <summary>The connection breaks; what is on its way is lost, and an end that is not told finds out by its own patience.</summary>
    internal void Reset(bool tellKiosk, bool tellServer)
    {
        if (_isReset) return;
        _isReset = true;
        _up.Clear();
        _down.Clear();
        if (tellServer) Taker?.Run(EndServer);
        if (tellKiosk) _kiosk.Run(Stream.Break);
    }

    private void EndServer()
    {
        if (IsOverForServer) return;
        IsOverForServer = true;
        Server.End();
    }

    private void Send(Queue<(ReadOnlyMemory<byte>? Bytes, long SentAt)> way, ReadOnlyMemory<byte>? bytes, ref long last, Action passes, int lane)
    {
        way.Enqueue((bytes, _cable.Agenda.Now));
        last = Math.Max(last + 1, _cable.ArrivalFromNow());
        _cable.Agenda.At(last, passes, _cable.Lane + lane);
    }

    private void DeliverUp()
    {
        if (!_up.TryDequeue(out var next) || Taker is null) return;
        if (next.Bytes is not { } come) Taker.Run(EndServer);
        else if (Taker.IsAlive && !IsOverForServer)
        {
            _cable.Trace.Note(_cable.Agenda.Now, come.Span);
            Tap.Heard(come.Span, TimeSpan.FromTicks(_cable.Agenda.Now - next.SentAt));
            Taker.Run(() => Server.Arrive(come));
        }
    }

    private void DeliverDown()
    {
        if (!_down.TryDequeue(out var next)) return;
        if (next.Bytes is not { } come) _kiosk.Run(Stream.End);
        else
        {
            _cable.Trace.Note(_cable.Agenda.Now, come.Span);
            _kiosk.Run(() => Stream.Arrive(come));
        }
    }
}
