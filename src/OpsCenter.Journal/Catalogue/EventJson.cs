using System.Text.Json;
using System.Text.Json.Serialization;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;

namespace OpsCenter.Journal.Catalogue;

/// <summary>The data of every event as JSON: strict both ways, without reflection. Adding an event adds a line here and one in the catalogue.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.General,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters =
    [
        typeof(KioskIdConverter), typeof(VenueIdConverter), typeof(UnitCodeConverter), typeof(TicketConverter), typeof(RequestIdConverter),
        typeof(RequestKindConverter), typeof(OutboxIdConverter), typeof(PersonIdConverter), typeof(PurposeConverter),
    ])]
[JsonSerializable(typeof(CityEvent.PackAdopted))]
[JsonSerializable(typeof(CityEvent.DayBegan))]
[JsonSerializable(typeof(CityEvent.CommandRefused))]
[JsonSerializable(typeof(CityEvent.DeviceRevoked))]
[JsonSerializable(typeof(KioskEvent.KioskCameOnline))]
[JsonSerializable(typeof(KioskEvent.KioskWentOffline))]
[JsonSerializable(typeof(KioskEvent.KioskFellSilent))]
[JsonSerializable(typeof(KioskEvent.KioskReported))]
[JsonSerializable(typeof(KioskEvent.KioskFellBehind))]
[JsonSerializable(typeof(KioskEvent.KioskCaughtUp))]
[JsonSerializable(typeof(KioskEvent.KioskGapsChanged))]
[JsonSerializable(typeof(KioskEvent.TapVoided))]
[JsonSerializable(typeof(KioskEvent.TapRefused))]
[JsonSerializable(typeof(KioskEvent.MessageQuarantined))]
[JsonSerializable(typeof(KioskEvent.MessageRequeued))]
[JsonSerializable(typeof(VenueEvent.VenueOpened))]
[JsonSerializable(typeof(VenueEvent.VenueClosed))]
[JsonSerializable(typeof(VenueEvent.CheckedIn))]
[JsonSerializable(typeof(VenueEvent.CheckedOut))]
[JsonSerializable(typeof(VenueEvent.WalkInsLeft))]
[JsonSerializable(typeof(GridEvent.RequestRaised))]
[JsonSerializable(typeof(GridEvent.RequestBecameOverdue))]
[JsonSerializable(typeof(GridEvent.RequestClosed))]
[JsonSerializable(typeof(GridEvent.RequestRated))]
internal sealed partial class EventJson : JsonSerializerContext;
