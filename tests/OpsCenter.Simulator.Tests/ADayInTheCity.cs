using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Taps;
using OpsCenter.Simulator.City;
using OpsCenter.Simulator.Tests.Testing;

namespace OpsCenter.Simulator.Tests;

public sealed class ADayInTheCity
{
    private static readonly List<Happening> Day = [.. CityDay.Of(Yantai.Stage(), Yantai.Day)];

    [Fact]
    public void The_same_seed_gives_the_same_taps_and_another_seed_others()
    {
        Assert.Equal(Day, CityDay.Of(Yantai.Stage(), Yantai.Day));
        Assert.NotEqual(Day.Take(100), CityDay.Of(Yantai.Stage(seed: 8), Yantai.Day).Take(100));
    }

    [Theory, InlineData(1, 20_000, 1_500), InlineData(3, 60_000, 4_500)]
    public void Check_ins_and_requests_are_what_the_wire_says_times_the_speed(double speed, int checkIns, int requests)
    {
        var day = CityDay.Of(Yantai.Stage(speed: speed), Yantai.Day).ToList();
        Assert.InRange(day.Count(tap => tap.Content is TapContent.CheckIn), checkIns * 0.98, checkIns * 1.02);
        Assert.InRange(day.Count(tap => tap.Content is TapContent.Request), requests * 0.98, requests * 1.02);
    }

    [Fact]
    public void Happenings_come_in_order_within_their_day()
    {
        var midnight = Yantai.Plan.Time.At(Yantai.Day, TimeOnly.MinValue);
        Assert.Equal(Day.Select(tap => tap.At).Order(), Day.Select(tap => tap.At));
        Assert.All(Day, tap => Assert.InRange(tap.At, midnight, midnight.AddDays(1)));
    }

    [Fact]
    public void Nights_keep_20_percent_of_the_mean()
    {
        double mean = CityStage.CheckInsPerDay / 24.0;
        double night = Day.Count(tap => tap.Content is TapContent.CheckIn && tap.At.Hour is >= 22 or < 6) / 8.0;
        Assert.Equal(DailyRhythm.NightRate, DailyRhythm.RateAt(3));
        Assert.InRange(night / mean, 0.19, 0.22);
    }

    [Fact]
    public void Mornings_and_afternoons_are_busy_and_lunch_is_quiet()
    {
        Assert.True(DailyRhythm.RateAt(10) > 1.5 * DailyRhythm.RateAt(13));
        Assert.True(DailyRhythm.RateAt(15.5) > 1.3 * DailyRhythm.RateAt(13));
        Assert.InRange(Enumerable.Range(0, 2400).Average(i => DailyRhythm.RateAt((i + 0.5) / 100)), 0.999, 1.001);
    }

    [Fact]
    public void Nobody_checks_in_twice_without_leaving_unless_they_forgot_and_nobody_leaves_who_did_not_come()
    {
        var inside = new HashSet<CardHash>();
        int came = 0, left = 0;
        foreach (var tap in Day)
        {
            if (tap.Content is TapContent.CheckIn { Card: { } card })
            {
                Assert.True(inside.Add(card));
                came++;
            }
            if (tap.Content is TapContent.CheckOut { Card: { } leaver })
            {
                Assert.True(inside.Remove(leaver));
                left++;
            }
        }
        Assert.InRange((double)left / came, 0.6, 0.9);
    }

    [Fact]
    public void Volunteers_and_people_on_duty_bear_a_card() =>
        Assert.DoesNotContain(Day, tap => tap.Content is TapContent.CheckIn { Card: null, Purpose: Purpose.Volunteer or Purpose.Duty });

    [Fact]
    public void Tickets_are_apart_and_have_their_check_digit()
    {
        var tickets = Day.Select(tap => tap.Content).OfType<TapContent.Request>().Select(request => request.Ticket).ToList();
        Assert.All(tickets, ticket => Assert.True(ticket.HasCheckDigit));
        var nextDay = CityDay.RequestsOf(Yantai.Stage(), Yantai.Day.AddDays(1)).Select(tap => ((TapContent.Request)tap.Content).Ticket);
        Assert.Distinct(tickets.Concat(nextDay));
    }

    [Fact]
    public void Requests_name_kinds_of_the_catalogue_and_grids_of_the_city() =>
        Assert.All(Day.Select(tap => tap.Content).OfType<TapContent.Request>(), request =>
        {
            Assert.NotNull(Yantai.Plan.FindKind(request.Kind));
            Assert.True(request.Grid == UnitCode.None || Yantai.Plan.IsGrid(request.Grid));
        });

    [Fact]
    public void Every_tap_is_one_that_the_wire_takes()
    {
        var reader = new TapReader();
        foreach (var tap in Day)
            Assert.True(reader.TryRead(TapWriter.ToBytes(new Tap(OutboxId.Default, 1, tap.At, null, tap.Content)), out _, out var fault), fault.Reason);
    }
}
