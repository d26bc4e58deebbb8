using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Link;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.KioskProtocol.Taps;
using OpsCenter.Simulator.City;
using OpsCenter.Simulator.Run;
using OpsCenter.Simulator.Tests.Testing;

namespace OpsCenter.Simulator.Tests;

public sealed class RestartingTheCity : IDisposable
{
    private static readonly CityStage Stage = Yantai.Stage();
    private readonly string _folder = Directory.CreateTempSubdirectory("opscenter-simulator-").FullName;
    private readonly HttpClient _http = new();
    private int _drawn;

    public void Dispose()
    {
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_first_start_enters_the_day_so_far_and_what_was_open_before()
    {
        var at = At(10, 0);
        var taps = Run(at);
        var today = CityDay.Of(Stage, Yantai.Day).TakeWhile(happening => happening.At <= at).ToList();
        var midnight = At(0, 0);
        Assert.Equal(today.Count(tap => tap.Content is TapContent.CheckIn), taps.Count(tap => tap.Content is TapContent.CheckIn));
        var before = taps.Where(tap => tap.At < midnight).ToList();
        Assert.All(before, tap => Assert.IsType<TapContent.Request>(tap.Content));
        Assert.InRange(before.Count, 2_000, 3_300);
    }

    [Fact]
    public void A_restart_enters_what_happened_in_between_and_nothing_twice()
    {
        var first = Run(At(10, 0));
        var both = Run(At(10, 30));
        var expected = CityDay.Of(Stage, Yantai.Day).TakeWhile(happening => happening.At <= At(10, 30)).Count();
        Assert.Equal(expected, both.Count(tap => tap.At >= At(0, 0)));
        Assert.Equal(first.Count(tap => tap.At < At(0, 0)), both.Count(tap => tap.At < At(0, 0)));
        Assert.Equal(both, Run(At(10, 30)));
    }

    [Fact]
    public void A_restart_on_another_day_enters_that_day_only()
    {
        int first = Run(At(10, 0)).Count;
        var tomorrow = Yantai.Day.AddDays(1);
        var at = Yantai.Plan.Time.At(tomorrow, new TimeOnly(9, 0));
        int expected = CityDay.Of(Stage, tomorrow).TakeWhile(happening => happening.At <= at).Count();
        Assert.Equal(first + expected, Run(at).Count);
    }

    [Fact]
    public void Every_open_request_waits_for_its_closing_across_a_restart()
    {
        var requests = Run(At(10, 0)).Select(tap => tap.Content).OfType<TapContent.Request>().Select(request => request.Ticket).Order(Comparer<Ticket>.Create((a, b) => a.Number - b.Number));
        using var fleet = Open();
        Assert.Equal(requests, CityMemory.Closings(fleet).Select(closing => closing.Ticket).OrderBy(ticket => ticket.Number));
    }

    private List<Tap> Run(DateTimeOffset now)
    {
        using var fleet = Open();
        var desk = new ClosingDesk(fleet, _http, "", TimeProvider.System) { Done = _ => { } };
        var city = new CitySimulation(Stage, fleet, new BootClock("b00t", TimeProvider.System), desk);
        city.Begin(now);
        city.Tick(now);
        var reader = new TapReader();
        var taps = new List<Tap>();
        foreach (var kiosk in Stage.Kiosks)
        {
            var held = fleet.Of(kiosk.Id).Read(0, long.MaxValue, int.MaxValue);
            Assert.Equal(Enumerable.Range(1, held.Count).Select(i => (long)i), held.Select(entry => entry.Seq));
            foreach (var entry in held) taps.Add(reader.TryRead(entry.Payload, out var tap, out _) ? tap : throw new FormatException());
        }
        return taps;
    }

    private OutboxFleet Open() => OutboxFleet.Open(Path.Combine(_folder, "simulator.db"), new OutboxOptions { DrawId = () => OutboxId.Parse($"{++_drawn:x8}") });

    private static DateTimeOffset At(int hour, int minute) => Yantai.Plan.Time.At(Yantai.Day, new TimeOnly(hour, minute));
}
