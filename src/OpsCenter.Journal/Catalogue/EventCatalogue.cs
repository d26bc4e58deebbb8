using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Catalogue;

/// <summary>Every event by its stable name. A class may be renamed; a name, and the shape behind it, stand for ever.</summary>
internal sealed class EventCatalogue
{
    private readonly FrozenDictionary<Type, EventType> _byType;
    private readonly FrozenDictionary<string, EventType>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly FrozenDictionary<string, Upcaster> _upcasters;

    internal EventCatalogue(IReadOnlyList<EventType> types, IReadOnlyList<Upcaster> upcasters)
    {
        Types = types;
        _byType = types.ToFrozenDictionary(type => type.Type);
        _byName = types.ToFrozenDictionary(type => type.Name).GetAlternateLookup<ReadOnlySpan<char>>();
        _upcasters = upcasters.ToFrozenDictionary(upcaster => upcaster.From);
        foreach (var upcaster in upcasters)
            if (_byName.ContainsKey(upcaster.From) || !Knows(upcaster.To))
                throw new ArgumentException($"The upcaster {upcaster.From} → {upcaster.To} starts at a name that is written, or ends at none.", nameof(upcasters));
    }

    /// <summary>What this version of the server writes and reads.</summary>
    internal static EventCatalogue Shipped { get; } = new(
        [
            new EventType<CityEvent.PackAdopted>("city.pack-adopted.v1", EventJson.Default.PackAdopted),
            new EventType<CityEvent.DayBegan>("city.day-began.v1", EventJson.Default.DayBegan),
            new EventType<CityEvent.CommandRefused>("city.command-refused.v1", EventJson.Default.CommandRefused),
            new EventType<CityEvent.DeviceRevoked>("city.device-revoked.v1", EventJson.Default.DeviceRevoked),
            new EventType<KioskEvent.KioskCameOnline>("kiosk.came-online.v1", EventJson.Default.KioskCameOnline),
            new EventType<KioskEvent.KioskWentOffline>("kiosk.went-offline.v1", EventJson.Default.KioskWentOffline),
            new EventType<KioskEvent.KioskFellSilent>("kiosk.fell-silent.v1", EventJson.Default.KioskFellSilent),
            new EventType<KioskEvent.KioskReported>("kiosk.reported.v1", EventJson.Default.KioskReported),
            new EventType<KioskEvent.KioskFellBehind>("kiosk.fell-behind.v1", EventJson.Default.KioskFellBehind),
            new EventType<KioskEvent.KioskCaughtUp>("kiosk.caught-up.v1", EventJson.Default.KioskCaughtUp),
            new EventType<KioskEvent.KioskGapsChanged>("kiosk.gaps-changed.v1", EventJson.Default.KioskGapsChanged),
            new EventType<KioskEvent.TapVoided>("kiosk.tap-voided.v2", EventJson.Default.TapVoided),
            new EventType<KioskEvent.TapRefused>("kiosk.tap-refused.v1", EventJson.Default.TapRefused),
            new EventType<KioskEvent.MessageQuarantined>("kiosk.message-quarantined.v2", EventJson.Default.MessageQuarantined),
            new EventType<KioskEvent.MessageRequeued>("kiosk.message-requeued.v1", EventJson.Default.MessageRequeued),
            new EventType<VenueEvent.VenueOpened>("venue.opened.v1", EventJson.Default.VenueOpened),
            new EventType<VenueEvent.VenueClosed>("venue.closed.v1", EventJson.Default.VenueClosed),
            new EventType<VenueEvent.CheckedIn>("venue.checked-in.v2", EventJson.Default.CheckedIn),
            new EventType<VenueEvent.CheckedOut>("venue.checked-out.v1", EventJson.Default.CheckedOut),
            new EventType<VenueEvent.WalkInsLeft>("venue.walk-ins-left.v1", EventJson.Default.WalkInsLeft),
            new EventType<GridEvent.RequestRaised>("grid.request-raised.v1", EventJson.Default.RequestRaised),
            new EventType<GridEvent.RequestBecameOverdue>("grid.request-became-overdue.v1", EventJson.Default.RequestBecameOverdue),
            new EventType<GridEvent.RequestClosed>("grid.request-closed.v1", EventJson.Default.RequestClosed),
            new EventType<GridEvent.RequestRated>("grid.request-rated.v1", EventJson.Default.RequestRated),
        ],
        [
            new Upcaster("kiosk.tap-voided.v1", "kiosk.tap-voided.v2", old => With(old, "reason", null)),
            new Upcaster("venue.checked-in.v1", "venue.checked-in.v2", old => With(old, "ref", null)), // it stood in the clear and nobody read it; it is not carried on
            new Upcaster("kiosk.message-quarantined.v1", "kiosk.message-quarantined.v2", old => With(With(old, "isTimed", false), "clockOffset", null)),
        ]);

    internal IReadOnlyList<EventType> Types { get; }

    /// <summary>Whether an event of that name can be read, as it is or through upcasters.</summary>
    internal bool Knows(string name) => _byName.ContainsKey(name) || _upcasters.ContainsKey(name);

    /// <summary>The sentence for a name that <see cref="Knows"/> denies.</summary>
    internal static string Unknown(string name) =>
        $"The journal holds an event named '{name}', which this server does not know: it was written by a newer version. Start that version.";

    internal EventType Of(OpsEvent e) =>
        _byType.TryGetValue(e.GetType(), out var type) ? type : throw new ArgumentException($"{e.GetType().Name} has no name in the event catalogue.", nameof(e));

    /// <summary>Reads an event's data under the name it was stored with.</summary>
    /// <exception cref="JournalRefusedException">The name is unknown.</exception>
    /// <exception cref="JsonException">The data has not the shape of that name.</exception>
    internal OpsEvent Read(ReadOnlySpan<byte> utf8Name, ReadOnlySpan<byte> data, out bool upcast)
    {
        Span<char> characters = stackalloc char[byte.MaxValue];
        var name = characters[..Encoding.Latin1.GetChars(utf8Name, characters)];
        upcast = false;
        if (_byName.TryGetValue(name, out var type)) return type.Read(data);
        upcast = true;
        return Upcast(name.ToString(), data);
    }

    private static JsonObject With(JsonObject old, string member, JsonNode? value)
    {
        old[member] = value;
        return old;
    }

    private OpsEvent Upcast(string name, ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        var shape = JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException($"The data of {name} is no object.");
        while (_upcasters.TryGetValue(name, out var upcaster))
        {
            shape = upcaster.Reshape(shape);
            name = upcaster.To;
        }
        return _byName.TryGetValue(name, out var type)
            ? type.Read(JsonSerializer.SerializeToUtf8Bytes(shape, JsonNodes.Default.JsonObject))
            : throw new JournalRefusedException(Unknown(name));
    }
}
