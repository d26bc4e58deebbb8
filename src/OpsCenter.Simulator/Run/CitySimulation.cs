using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Link;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.KioskProtocol.Taps;
using OpsCenter.Simulator.City;

namespace OpsCenter.Simulator.Run;

/// <summary>Lets the city live: what has happened up to now becomes taps in the kiosks' outboxes, and its own memory with them in one commit.</summary>
/// <remarks>What happened while the simulation was down was pressed at kiosks that had no server: it is entered late, with the time it happened. Only the day that runs is entered.</remarks>
internal sealed class CitySimulation
{
    private const int Chunk = 2_000;        // taps in one commit
    private const int MostHeld = 20_000;    // taps not yet receipted; beyond, entering waits
    private const int DaysBefore = 45;      // no request stays open longer
    private readonly CityStage _stage;
    private readonly OutboxFleet _fleet;
    private readonly BootClock _boot;
    private readonly ClosingDesk _desk;
    private readonly PriorityQueue<(Ticket Ticket, KioskId Kiosk, RatingFate Rating), DateTimeOffset> _ratings = new();
    private readonly Lock _gate = new();
    private IEnumerator<Happening>? _life;
    private DateOnly _day;

    internal CitySimulation(CityStage stage, OutboxFleet fleet, BootClock boot, ClosingDesk desk)
    {
        (_stage, _fleet, _boot, _desk) = (stage, fleet, boot, desk);
        foreach (var rating in CityMemory.Ratings(fleet)) _ratings.Enqueue(rating, rating.Rating.At);
        foreach (var closing in CityMemory.Closings(fleet)) desk.Expect(closing);
    }

    /// <summary>A request was closed: its rating is awaited.</summary>
    internal void Closed(Closing closing)
    {
        if (closing.Rating is not { } rating) return;
        lock (_gate) _ratings.Enqueue((closing.Ticket, closing.Kiosk, rating), rating.At);
    }

    /// <summary>Begins where the memory ends; the first time, with the requests of the days before.</summary>
    internal void Begin(DateTimeOffset now)
    {
        _day = _stage.Plan.Time.DayOf(now);
        var midnight = _stage.Plan.Time.At(_day, TimeOnly.MinValue);
        bool isFirst = !_fleet.Notes.TryGetValue(CityMemory.Through, out string? text);
        var from = isFirst ? midnight : CityMemory.ReadInstant(text!);
        if (isFirst) Enter([.. DaysBeforeToday(midnight, now)], midnight, now);
        _life = CityDay.Of(_stage, _day).Where(happening => happening.At > from).GetEnumerator();
        if (!_life.MoveNext()) _life = null;
    }

    /// <summary>Enters what has happened up to now.</summary>
    /// <returns>How many taps were entered.</returns>
    internal int Tick(DateTimeOffset now)
    {
        int entered = 0;
        var chunk = new List<Happening>();
        while (_fleet.Held < MostHeld && TryTake(now, chunk))
        {
            entered += chunk.Count;
            Enter(chunk, chunk[^1].At, now);
            chunk.Clear();
        }
        return entered;
    }

    private bool TryTake(DateTimeOffset now, List<Happening> chunk)
    {
        while (chunk.Count < Chunk && NextUpTo(now) is { } happening) chunk.Add(happening);
        return chunk.Count > 0;
    }

    private Happening? NextUpTo(DateTimeOffset now)
    {
        if (TryRating(now) is { } rating) return rating;
        if (_life is null && _stage.Plan.Time.DayOf(now) > _day)
        {
            _life = CityDay.Of(_stage, _day = _stage.Plan.Time.DayOf(now)).GetEnumerator();
            _life.MoveNext();
        }
        if (_life is null || _life.Current.At > now) return null;
        var happening = _life.Current;
        if (!_life.MoveNext()) _life = null; // the day is over
        return happening;
    }

    // Ratings are entered with the time of now, behind everything that is older: the memory's mark never runs back.
    private Happening? TryRating(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_life is { Current.At: var next } && next <= now) return null;
            if (!_ratings.TryPeek(out var rating, out var at) || at > now) return null;
            _ratings.Dequeue();
            int kiosk = _stage.IndexOf(rating.Kiosk);
            return new Happening(now, kiosk, new TapContent.Rating(rating.Ticket, rating.Rating.Solved, rating.Rating.Score), null);
        }
    }

    private void Enter(List<Happening> happenings, DateTimeOffset through, DateTimeOffset now)
    {
        var taps = new List<(KioskId, TapDraft)>(happenings.Count);
        var notes = new List<(string, string?)> { (CityMemory.Through, CityMemory.Write(through)) };
        var closings = new List<Closing>();
        foreach (var (at, index, content, fate) in happenings)
        {
            var kiosk = _stage.Kiosks[index].Id;
            taps.Add((kiosk, new TapDraft(at, SinceBoot(at, now), content)));
            if (content is TapContent.Request request && fate is not null) closings.Add(new Closing(request.Ticket, kiosk, fate.CloseAt, fate.Rating));
            if (content is TapContent.Rating rated) notes.Add((CityMemory.NameOfRating(rated.Ticket), null));
        }
        notes.AddRange(closings.Select(CityMemory.NoteOf));
        _fleet.Commit(taps, notes);
        foreach (var closing in closings) _desk.Expect(closing);
    }

    private BootInstant? SinceBoot(DateTimeOffset at, DateTimeOffset now)
    {
        var instant = _boot.Now;
        long milliseconds = instant.Milliseconds - (long)(now - at).TotalMilliseconds;
        return milliseconds < 0 ? null : instant with { Milliseconds = milliseconds };
    }

    // Those that were still open at midnight; what was due and closed before now is left out, as it would count as late.
    private IEnumerable<Happening> DaysBeforeToday(DateTimeOffset midnight, DateTimeOffset now) =>
        Enumerable.Range(1, DaysBefore).Reverse().SelectMany(ago => CityDay.RequestsOf(_stage, _day.AddDays(-ago)))
            .Where(raised => raised.Fate!.CloseAt >= midnight && (raised.Fate.CloseAt > now || raised.Fate.Due > now));
}
