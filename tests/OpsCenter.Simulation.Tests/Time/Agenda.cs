namespace OpsCenter.Simulation.Tests.Time;

/// <summary>What is to happen, in order of virtual time. Nothing passes between two entries; one thread works through all of them.</summary>
/// <remarks>
/// Of several at one instant the lower lane goes first, then the one entered first. A cable has a lane of its own, so that entries made in
/// an order that no seed settles (a walk over a hash table) still happen in one.
/// </remarks>
internal sealed class Agenda
{
    private const int LaneShift = 48; // lanes are few, and no run enters as much as this leaves room for

    private readonly PriorityQueue<Action, Place> _entries = new();
    private long _entered;

    /// <summary>Ticks since the beginning.</summary>
    internal long Now { get; private set; }

    internal static int TimersLane => 0;

    internal void At(long ticks, Action action, int lane = 0) => _entries.Enqueue(action, new Place(Math.Max(ticks, Now), ((long)lane << LaneShift) + ++_entered));

    internal void After(TimeSpan pause, Action action, int lane = 0) => At(Now + pause.Ticks, action, lane);

    /// <summary>Works through all entries up to an instant.</summary>
    internal void RunUntil(TimeSpan end)
    {
        while (_entries.TryPeek(out _, out var next) && next.Ticks <= end.Ticks)
        {
            Now = next.Ticks;
            _entries.Dequeue()();
        }
        Now = end.Ticks;
    }

    private readonly struct Place(long ticks, long order) : IComparable<Place>
    {
        internal long Ticks => ticks;

        private long Order => order;

        public int CompareTo(Place other) => ticks != other.Ticks ? ticks < other.Ticks ? -1 : 1 : order < other.Order ? -1 : 1;
    }
}
