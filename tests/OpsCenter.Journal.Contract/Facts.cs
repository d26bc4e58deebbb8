using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Contract;

/// <summary>Facts to commit: check-ins as a busy city makes them.</summary>
public static class Facts
{
    public static readonly DateTimeOffset Morning = new(2026, 11, 21, 8, 0, 0, TimeSpan.FromHours(8));
    public static readonly KioskId Kiosk = KioskId.Parse("k-370602001001-1");
    public static readonly VenueId Venue = VenueId.Parse("v-370602001001-1");
    public static readonly OutboxId Outbox = OutboxId.Parse("a1b2c3d4e5f60718");

    /// <summary>The check-in that a kiosk's tap makes; positions, taps and times follow from the position, so that any run is the same.</summary>
    public static Recorded CheckIn(long position, KioskId? kiosk = null, long? seq = null)
    {
        var by = kiosk ?? Kiosk;
        var e = new VenueEvent.CheckedIn(Venue, new PersonId((UInt128)position << 64 | 0xABCDEF), Purpose.Service, new DateOnly(2026, 11, 21), true, null, null);
        return At(position, e, Tap(by, seq ?? position));
    }

    public static TapStamp Tap(KioskId kiosk, long seq) => new(new TapId(kiosk, Outbox, seq), unchecked((ulong)seq * 0x9E3779B97F4A7C15));

    public static Recorded At(long position, OpsEvent e, TapStamp? tap) =>
        new(position, position, new Fact(e, Morning.AddTicks(position * 12_345), Morning.AddTicks(position * 12_345 + 7), tap is { } t ? Actor.Of(t.Id.Kiosk) : Actor.Server, tap));

    /// <summary>Check-ins with positions from the first on.</summary>
    public static Recorded[] CheckIns(long first, int count) => [.. Enumerable.Range(0, count).Select(i => CheckIn(first + i))];

    public static Recorded Quarantined(long position, SealedField payload, string reason = "bad-json", TapStamp? tap = null) =>
        At(position, new KioskEvent.MessageQuarantined(Kiosk, reason, payload, IsTimed: false, null), tap);
}
