using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Simulation.Tests.Checks;

/// <summary>A tap as it was truly pressed.</summary>
/// <param name="At">The true time.</param>
/// <param name="Venue">Where.</param>
/// <param name="Content">What.</param>
internal sealed record Press(DateTimeOffset At, VenueId Venue, TapContent Content);

/// <summary>What an onlooker saw with its own eyes: presses that were thanked for, taps that reached the server, acknowledgements that left it.</summary>
internal sealed class Witness
{
    private readonly Dictionary<KioskId, List<TapId>> _arrived = [];
    private readonly HashSet<TapId> _everArrived = [];

    /// <summary>Everything ever given to an outbox, thanked for or not.</summary>
    internal Dictionary<TapId, Press> Pressed { get; } = [];

    /// <summary>The screen said thank you.</summary>
    internal HashSet<TapId> Thanked { get; } = [];

    /// <summary>A PUBACK for it left the server.</summary>
    internal HashSet<TapId> Acknowledged { get; } = [];

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

    internal void Heard(TapId tap)
    {
        if (!_arrived.TryGetValue(tap.Kiosk, out var taps)) _arrived[tap.Kiosk] = taps = [];
        taps.Add(tap);
        if (!_everArrived.Add(tap)) Repeated++;
    }

    /// <summary>Another server runs from now on.</summary>
    internal void ServerStarts() => _arrived.Clear();
}
