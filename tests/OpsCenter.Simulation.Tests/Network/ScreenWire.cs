using OpsCenter.Board;
using OpsCenter.Simulation.Tests.City;

namespace OpsCenter.Simulation.Tests.Network;

/// <summary>One connection of a screen to the hub: messages in order, a few on the way at most, cut by the hub when none is taken for half a minute.</summary>
internal sealed class ScreenWire(Cable cable, SimScreen screen)
{
    private const int MostOnTheWay = 4;
    private static readonly TimeSpan CutAfter = TimeSpan.FromSeconds(30);

    private long _upAt, _downAt;
    private int _onTheWay;
    private bool _isReset;
    private TaskCompletionSource? _room;

    /// <summary>The server that took it; null until then.</summary>
    internal SimServer? Server { get; set; }

    /// <summary>The stream that the screen asked for last: what an older one still says is not heard.</summary>
    internal int Stream { get; set; }

    /// <summary>Hands a frame on, and waits while too many are on the way.</summary>
    /// <returns>False once nobody takes any more.</returns>
    internal async ValueTask<bool> SendAsync(int stream, Frame frame, long asOf)
    {
        if (_isReset) return false;
        _onTheWay++;
        Down(() =>
        {
            cable.Trace.Note(cable.Agenda.Now, frame.Utf8.Span);
            screen.Hear(this, stream, frame, asOf);
            _onTheWay--;
            if (_room is { } room) Server!.Process.Run(() => room.TrySetResult());
        });
        if (_onTheWay < MostOnTheWay) return true;
        var awaited = _room = new TaskCompletionSource();
        cable.Agenda.After(CutAfter, () => Server!.Process.Run(() => Cut(awaited)), cable.Lane);
        await awaited.Task;
        _room = null;
        return !_isReset;
    }

    internal void Up(Action arrives) => Pass(arrives, ref _upAt, 0);

    internal void Down(Action arrives) => Pass(arrives, ref _downAt, 1);

    /// <summary>The connection breaks; what is on its way is lost, and a screen that is not told finds out by its own patience.</summary>
    internal void Reset(bool tellScreen)
    {
        if (!_isReset && _room is { } room) Server?.Process.Run(() => room.TrySetResult());
        _isReset = true;
        if (tellScreen) screen.Lose(this);
    }

    private void Cut(TaskCompletionSource awaited)
    {
        if (!awaited.Task.IsCompleted) Reset(tellScreen: false);
    }

    private void Pass(Action arrives, ref long last, int lane)
    {
        last = Math.Max(last + 1, cable.ArrivalFromNow());
        cable.Agenda.At(last, () => cable.WhenOpen(() =>
        {
            if (!_isReset) arrives();
        }), cable.Lane + lane);
    }
}
