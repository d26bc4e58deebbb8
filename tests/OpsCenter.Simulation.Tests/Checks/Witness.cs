using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Simulation.Tests.Checks;

/// <summary>A tap as it was truly pressed.</summary>
/// <param name="At">The true time.</param>
/// <param name="Venue">Where.</param>
/// <param name="Content">What.</param>
/// <param name="Clock">How far off the kiosk's clock was.</param>
internal sealed record Press(DateTimeOffset At, VenueId Venue, TapContent Content, TimeSpan Clock);

/// <summary>What an onlooker saw with its own eyes: presses that were thanked for, taps that reached the server, acknowledgements that left it.</summary>
internal sealed class Witness
{
    private readonly Dictionary<KioskId, List<TapId>> _arrived = [];
    private const string Newest = "newest";

    private readonly HashSet<TapId> _everArrived = [];
    private readonly Dictionary<(KioskId Kiosk, string Boot), TimeSpan> _stateOnTheWay = [];
    private readonly Dictionary<TapId, TimeSpan> _mayErr = [];

    /// <summary>Everything ever given to an outbox, thanked for or not.</summary>
    internal Dictionary<TapId, Press> Pressed { get; } = [];

    /// <summary>The screen said thank you.</summary>
    internal HashSet<TapId> Thanked { get; } = [];

    /// <summary>A PUBACK for it left the server.</summary>
    internal HashSet<TapId> Acknowledged { get; } = [];

    /// <summary>Those of them that nobody has found in the journal yet.</summary>
    internal List<TapId> Owed { get; } = [];

    /// <summary>Closings that staff were told are done, by their key.</summary>
    internal Dictionary<string, Ticket> Closed { get; } = [];

    /// <summary>Somebody set the server's clock in this seed.</summary>
    internal bool ServerClockWasSet { get; set; }

    /// <summary>How often a start left a damaged snapshot aside.</summary>
    internal int SnapshotsRefused { get; set; }

    /// <summary>How often a screen was held against the reference.</summary>
    internal int ScreensCompared { get; set; }

    /// <summary>How often a tap arrived that had arrived before.</summary>
    internal long Repeated { get; private set; }

    /// <summary>Taps in the order in which they reached the server that runs now.</summary>
    internal IReadOnlyList<TapId> Arrived(KioskId kiosk) => _arrived.TryGetValue(kiosk, out var taps) ? taps : [];

    internal void Acknowledge(TapId tap)
    {
        if (Acknowledged.Add(tap)) Owed.Add(tap);
    }

    internal void Heard(TapId tap, string boot)
    {
        if (!_arrived.TryGetValue(tap.Kiosk, out var taps)) _arrived[tap.Kiosk] = taps = [];
        taps.Add(tap);
        foreach (string timedBy in (string[])[boot, Newest])
            if (_stateOnTheWay.TryGetValue((tap.Kiosk, timedBy), out var onTheWay) && onTheWay > MayErr(tap)) _mayErr[tap] = onTheWay;
        if (!_stateOnTheWay.ContainsKey((tap.Kiosk, boot)) && Pressed.TryGetValue(tap, out var press) && Clocks[tap.Kiosk] != press.Clock) TimedByAnotherClock.Add(tap);
        if (!_everArrived.Add(tap)) Repeated++;
    }

    /// <summary>A kiosk's state reached the server: taps of that boot are timed by it, and those of boots that told none.</summary>
    internal void HeardState(KioskId kiosk, string boot, TimeSpan onTheWay) => _stateOnTheWay[(kiosk, boot)] = _stateOnTheWay[(kiosk, Newest)] = onTheWay;

    /// <summary>How far off each kiosk's clock is now.</summary>
    internal Dictionary<KioskId, TimeSpan> Clocks { get; } = [];

    /// <summary>Taps of a boot of which the server knows no state, pressed by a clock that was set since: nobody can tell when.</summary>
    internal HashSet<TapId> TimedByAnotherClock { get; } = [];

    /// <summary>How long the state by which a tap was timed had been on the way: by so much the tap may seem to have happened late.</summary>
    internal TimeSpan MayErr(TapId tap) => _mayErr.GetValueOrDefault(tap);

    /// <summary>Another server runs from now on.</summary>
    internal void ServerStarts()
    {
        _arrived.Clear();
        _stateOnTheWay.Clear();
    }
}
