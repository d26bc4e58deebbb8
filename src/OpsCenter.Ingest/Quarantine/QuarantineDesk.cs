using Microsoft.AspNetCore.Http;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;
using OpsCenter.Ingest.Admission;
using OpsCenter.Ingest.Sessions;
using OpsCenter.Journal;
using OpsCenter.Journal.Quarantine;
using OpsCenter.Journal.Sealing;
using OpsCenter.Journal.Snapshots;

namespace OpsCenter.Ingest.Quarantine;

/// <summary>Knows what was set aside, and sends it through again.</summary>
internal sealed class QuarantineDesk(CityPlan plan, IKeyVault vault, TapTranslator translator, Shard shard, QuarantinePorts ports) : IFold, IKept
{
    private const int Listed = 1_000;

    private readonly Lock _gate = new();
    private readonly QuarantineList _list = new();

    /// <inheritdoc/>
    public void Apply(IReadOnlyList<Recorded> batch)
    {
        lock (_gate) _list.Apply(batch);
    }

    /// <inheritdoc/>
    public string Section => _list.Section;

    /// <inheritdoc/>
    public Action<BinaryWriter> Capture()
    {
        lock (_gate) return _list.Capture();
    }

    /// <inheritdoc/>
    public Action Read(BinaryReader from)
    {
        var takeOver = _list.Read(from);
        return () =>
        {
            lock (_gate) takeOver();
        };
    }

    /// <param name="mayWatch">Whether who asks may see a grid; a kiosk that stands nowhere is the city's.</param>
    internal IReadOnlyList<Entry> List(Predicate<UnitCode> mayWatch)
    {
        lock (_gate)
            return [.. _list.All.Reverse().Where(message => mayWatch(PlaceOf(message.Kiosk))).Take(Listed)
                .Select(message => new Entry(message.Position, message.Kiosk.ToString(), message.Reason, message.Heard, message.Requeued))];
    }

    internal async Task<(Outcome Outcome, Problem? Problem)> RequeueAsync(long position, string staff, Predicate<UnitCode> mayWatch, CancellationToken cancellationToken)
    {
        if (QuarantineList.Find(ports.Journal, position) is not { } found) return (default, new Problem(StatusCodes.Status404NotFound, "not-quarantined", $"Nothing was set aside at position {position}."));
        var (fact, message) = found;
        if (!mayWatch(PlaceOf(message.Kiosk))) return (default, new Problem(StatusCodes.Status403Forbidden, "outside-scope", "This message is outside what you may change."));
        if (plan.VenueOf(message.Kiosk) is not { } venue) return (default, new Problem(StatusCodes.Status409Conflict, "kiosk-unknown", "The kiosk stands in this city no more."));
        if (!vault.TryOpen(message.Payload, out byte[]? payload)) return (default, new Problem(StatusCodes.Status410Gone, "erased", "The message's key was destroyed; it cannot be read any more."));
        var session = new KioskSession(plan.City, message.Kiosk, venue, ports.Clocks.Of(message.Kiosk), new RateGate(ports.Options, ports.Time))
        {
            ClockOffset = message.ClockOffset,
            Judged = message.IsTimed ? new HappenedAt(fact.Happened, fact.Tap is { IsTimeDoubtful: true }) : null,
        };
        if (translator.Translate(session, payload, fact.Heard) is not Command.HearTap { Action: not Domain.Taps.TapAction.KeepAside } tap)
            return (default, new Problem(StatusCodes.Status422UnprocessableEntity, "still-unreadable", "The message still cannot be read."));
        var pending = new PendingAnswer();
        var command = new Command.RequeueMessage(position, message.Reason, tap, staff, ports.Time.GetUtcNow());
        await shard.PostAsync(new Envelope(command, pending, payload), cancellationToken);
        return (await pending.Task.WaitAsync(cancellationToken), null);
    }

    private UnitCode PlaceOf(KioskId kiosk) => plan.VenueOf(kiosk)?.Grid ?? plan.City;

    /// <summary>One line of the list.</summary>
    internal sealed record Entry(long Position, string Kiosk, string Reason, DateTimeOffset Heard, bool Requeued);

    /// <summary>Why a message cannot be sent through.</summary>
    internal sealed record Problem(int Status, string Code, string Text);
}

/// <summary>What the quarantine's desk needs besides its ports.</summary>
/// <param name="Options">The limits of a connection.</param>
/// <param name="Time">The clock.</param>
/// <param name="Journal">Where the messages stand.</param>
/// <param name="Clocks">What is known of the kiosks' clocks.</param>
internal sealed record QuarantinePorts(IngestOptions Options, TimeProvider Time, IJournal Journal, KioskClocks Clocks);
