using OpsCenter.Domain.Grids;
using OpsCenter.Domain.People;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime.Images;
using OpsCenter.Journal.Snapshots;

namespace OpsCenter.Grains.Runtime;

/// <content>All grains in a snapshot, table by table. States are immutable: taking hold of them is copying references.</content>
internal sealed partial class CityGrains : IKept
{
    /// <summary>A table more, a field more, another order: another number.</summary>
    public string Section => "grains.3";

    public Action<BinaryWriter> Capture()
    {
        var (kiosks, venues, grids, persons, requests) = (_kiosks.Copy(), _venues.Copy(), _grids.Copy(), _persons.Copy(), _requests.Copy());
        var (tickets, done, streams, city, requeued) = (_tickets.Copy(), _done.Copy(), _streams.Copy(), _city.Copy(), _requeued.Copy());
        return to =>
        {
            to.PutAll(kiosks, (to, row) => KioskImage.Write(to, row.Value));
            to.PutAll(venues, (to, row) => VenueImage.Write(to, row.Value));
            to.PutAll(grids, (to, row) => WriteGrid(to, row.Value));
            to.PutAll(persons, (to, row) => WritePerson(to, row.Value));
            to.PutAll(requests, (to, row) => RequestImage.Write(to, row.Value));
            to.PutAll(tickets, (to, row) => RequestImage.Write(to, row.Key, row.Value));
            to.PutAll(done, (to, row) => RequestImage.Write(to, row.Key, row.Value));
            to.PutAll(streams, (to, row) => WriteStream(to, row.Key, row.Value));
            to.PutAll(city, (to, row) => WriteCity(to, row.Key, row.Value));
            to.PutAll(requeued, (to, row) => WriteRequeued(to, row.Key, row.Value));
        };
    }

    public Action Read(BinaryReader from)
    {
        var image = new ImageReader(from);
        var kiosks = image.TakeAll(KioskImage.Read);
        var venues = image.TakeAll(VenueImage.Read);
        var grids = image.TakeAll(ReadGrid);
        var persons = image.TakeAll(ReadPerson);
        var requests = image.TakeAll(RequestImage.Read);
        var tickets = image.TakeAll(RequestImage.ReadTicket);
        var done = image.TakeAll(RequestImage.ReadDone);
        var streams = image.TakeAll(ReadStream);
        var city = image.TakeAll(ReadCity);
        var requeued = image.TakeAll(ReadRequeued);
        return () =>
        {
            foreach (var state in kiosks) _kiosks.Load(state.Kiosk, state);
            foreach (var state in venues) _venues.Load(state.Venue, state);
            foreach (var state in grids) _grids.Load(state.Grid, state);
            foreach (var state in persons) _persons.Load(state.Person, state);
            foreach (var state in requests) _requests.Load(state.Request, state);
            foreach (var (key, state) in tickets) _tickets.Load(key, state);
            foreach (var (key, state) in done) _done.Load(key, state);
            foreach (var (key, state) in streams) _streams.Load(key, state);
            foreach (var (key, state) in city) _city.Load(key, state);
            foreach (var (key, state) in requeued) _requeued.Load(key, state);
        };
    }

    private static void WriteGrid(BinaryWriter to, GridState grid)
    {
        to.Put(grid.Grid);
        to.Write7BitEncodedInt(grid.Open);
        to.Write7BitEncodedInt(grid.Overdue);
    }

    private static GridState ReadGrid(ImageReader from) => new(from.Unit(), from.Int(), from.Int());

    private static void WritePerson(BinaryWriter to, PersonState person)
    {
        to.Write((ulong)(person.Person.Value >> 64));
        to.Write(unchecked((ulong)person.Person.Value));
        to.Put(person.At);
        to.Write7BitEncodedInt(person.Opening);
        to.Write7BitEncodedInt((int)person.Purpose);
        to.Put(person.Newest);
    }

    private static PersonState ReadPerson(ImageReader from) => new(
        new PersonId(new UInt128(from.From.ReadUInt64(), from.From.ReadUInt64())), from.Venue(), from.Int(), (Purpose)from.Int(), from.Time());

    private static void WriteStream(BinaryWriter to, StreamId stream, StreamLength length)
    {
        to.Write7BitEncodedInt((int)stream.Kind);
        to.Write(stream.Key);
        to.Write7BitEncodedInt64(length.Version);
    }

    private static (StreamId, StreamLength) ReadStream(ImageReader from) => (new((StreamKind)from.Int(), from.Text()), new(from.Long()));

    private static void WriteCity(BinaryWriter to, UnitCode city, CityMarks marks)
    {
        to.Put(city);
        to.Write7BitEncodedInt(marks.Day.DayNumber);
        to.Write(marks.PackVersion);
        to.Write(marks.PackHash);
    }

    private static (UnitCode, CityMarks) ReadCity(ImageReader from) =>
        (from.Unit(), new(DateOnly.FromDayNumber(from.Int()), from.Text(), from.Text()));

    private static void WriteRequeued(BinaryWriter to, long quarantined, RequeuedMessage message)
    {
        to.Write7BitEncodedInt64(quarantined);
        to.Write7BitEncodedInt64(message.Position);
    }

    private static (long, RequeuedMessage) ReadRequeued(ImageReader from) => (from.Long(), new(from.Long()));
}
