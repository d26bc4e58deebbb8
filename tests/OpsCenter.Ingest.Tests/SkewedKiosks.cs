using System.Globalization;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Ingest.Admission;
using OpsCenter.Ingest.Sessions;
using OpsCenter.Ingest.Tests.Testing;
using OpsCenter.KioskProtocol.Reports;
using OpsCenter.Testing;

namespace OpsCenter.Ingest.Tests;

/// <summary>
/// FT-10: 200 kiosks whose clocks are wrong, for 24 simulated hours, half of them cut off for hours: every tap is counted at the time at which it
/// happened, whenever it is heard.
/// </summary>
public sealed class SkewedKiosks(ITestOutputHelper output)
{
    private const int Kiosks = 200;
    private const int Seed = 20_261_121;
    private static readonly TimeSpan StateEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Skewed = TimeSpan.FromMinutes(5);
    private static readonly CityPlan Plan = TinyCity.Plan();

    [Fact]
    public void Every_tap_is_put_right_within_two_seconds_and_on_its_own_day_and_every_clock_far_off_is_flagged()
    {
        var run = new Run();
        for (int number = 0; number < Kiosks; number++) run.Simulate(new SkewedKiosk(run.Random, number));
        output.WriteLine($"seed {Seed}, {Kiosks} kiosks for 24 h: {run.Corrected}; flagged {run.Flagged} of {run.FarOff} states of clocks far off, {run.WronglyFlagged} wrongly, worst offset {run.WorstOffset.TotalMilliseconds:F0} ms");
        output.WriteLine($"negative controls: by the kiosks' own clocks {run.Raw}; by the time of hearing {run.Heard}");
        Assert.True(run.Corrected.Attempted > 10_000 && run.Held > 2_000, $"{run.Corrected.Attempted} taps, {run.Held} of them held for an hour or more");
        Assert.True(run.Corrected is { Lost: 0, WrongDay: 0, LaterThanHeard: 0 }, run.Corrected.ToString());
        Assert.InRange(run.WorstOffset, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
        Assert.True(run.FarOff > 1_000 && run.Flagged == run.FarOff && run.WronglyFlagged == 0, $"flagged {run.Flagged} of {run.FarOff}, wrongly {run.WronglyFlagged}");
        // The negative controls: the same comparison tells both times that a server could take instead.
        Assert.True(run.Raw is { Lost: > 1_000, WrongDay: > 100, LaterThanHeard: > 100 }, run.Raw.ToString());
        Assert.True(run.Heard is { Lost: > 1_000, WrongDay: > 100, LaterThanHeard: 0 }, run.Heard.ToString());
    }

    /// <summary>The same on the wire: who came to a mobilization hours ago, at a kiosk that was cut off and whose clock is a day ahead, arrived when they did.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public async Task An_arrival_at_a_mobilization_bears_the_corrected_time_though_it_is_heard_hours_later(bool tellsItsBoot)
    {
        await using var host = await IngestHost.StartAsync();
        var pressed = host.Time.GetUtcNow();
        host.Time.Advance(TimeSpan.FromHours(3));
        var heard = host.Time.GetUtcNow();
        string Boot(DateTimeOffset at) => tellsItsBoot ? string.Create(CultureInfo.InvariantCulture, $"\"boot\":\"b1\",\"mono\":{(long)(at - pressed).TotalMilliseconds + 60_000},") : "";
        string Clock(DateTimeOffset at) => at.AddDays(1).ToString("O", CultureInfo.InvariantCulture);
        await using var kiosk = await host.KioskAsync();
        await kiosk.PublishAsync(IngestHost.Topic("state"), $$"""{"online":true,"now":"{{Clock(heard)}}",{{Boot(heard)}}"outbox":"0","lastSeq":1}""");
        Assert.Equal(0, await kiosk.PublishAsync(IngestHost.Topic("up"), $$$"""{"seq":1,"at":"{{{Clock(pressed)}}}",{{{Boot(pressed)}}}"type":"check-in","data":{"purpose":"mobilization"}}"""));
        var arrival = host.Facts.Last(recorded => recorded.Event is VenueEvent.CheckedIn { Purpose: Purpose.Mobilization }).Fact;
        Assert.Equal((pressed, heard), (arrival.Happened, arrival.Heard));
    }

    private static TimeSpan Late(Random random) => TimeSpan.FromMilliseconds(1 + random.NextDouble() * 300);

    /// <summary>All kiosks, one after the other, each with the city's own session code; three ways to take a tap's time are judged side by side.</summary>
    private sealed class Run
    {
        internal Random Random { get; } = new(Seed);

        internal Verdict Corrected { get; } = new();

        internal Verdict Raw { get; } = new();

        internal Verdict Heard { get; } = new();

        /// <summary>Taps that were heard an hour or more after they were pressed.</summary>
        internal int Held { get; private set; }

        /// <summary>States whose clock was off by more than five minutes, the second around the border left out.</summary>
        internal int FarOff { get; private set; }

        internal int Flagged { get; private set; }

        internal int WronglyFlagged { get; private set; }

        internal TimeSpan WorstOffset { get; private set; }

        internal void Simulate(SkewedKiosk kiosk)
        {
            var clocks = new KioskClock(); // as long as the server lives
            KioskSession? session = null;
            List<(DateTimeOffset Truly, byte[] Message)> outbox = [];
            var nextTap = kiosk.Began + TimeSpan.FromMinutes(Random.NextDouble() * 20);
            for (var now = kiosk.Began; now < kiosk.Began + TimeSpan.FromHours(24); now += StateEvery)
            {
                if (kiosk.IsCutOff(now))
                {
                    session = null;
                }
                else
                {
                    session ??= new KioskSession(Plan.City, TinyCity.HarbourKiosk, Plan.Parts.Venues[0], clocks, new RateGate(new IngestOptions(), TimeProvider.System));
                    Tell(session, kiosk, now);
                    foreach (var (truly, message) in outbox) Take(session, truly, message, now + Late(Random)); // the backlog, and what waited for this state
                    outbox.Clear();
                }
                for (; nextTap < now + StateEvery; nextTap += TimeSpan.FromMinutes(Random.NextDouble() * 20))
                {
                    byte[] message = kiosk.Tap(nextTap);
                    if (session is null) outbox.Add((nextTap, message));
                    else Take(session, nextTap, message, nextTap + Late(Random));
                }
            }
        }

        private void Tell(KioskSession session, SkewedKiosk kiosk, DateTimeOffset now)
        {
            var report = session.Hear(new KioskState { IsOnline = true, Now = kiosk.Clock(now), Since = kiosk.Since(now), LastSeq = 0 }, now + Late(Random));
            var off = (kiosk.Clock(now) - now).Duration();
            bool isFarOff = off > Skewed;
            if ((off - Skewed).Duration() > TimeSpan.FromSeconds(1))
            {
                if (isFarOff) FarOff++;
                if (isFarOff && report.ClockSkewed) Flagged++;
                if (!isFarOff && report.ClockSkewed) WronglyFlagged++;
            }
            var offset = (session.ClockOffset!.Value - (now - kiosk.Clock(now))).Duration();
            if (offset > WorstOffset) WorstOffset = offset;
        }

        private void Take(KioskSession session, DateTimeOffset truly, byte[] message, DateTimeOffset heard)
        {
            Assert.True(session.Taps.TryRead(message, out var tap, out _));
            Corrected.Take(session.HappenedAt(tap, heard).Happened, truly, heard);
            Raw.Take(tap.At, truly, heard);
            Heard.Take(heard, truly, heard);
            if (heard - truly > TimeSpan.FromHours(1)) Held++;
        }
    }

    /// <summary>What became of the taps' times, tap by tap, beside the moment at which each was truly pressed.</summary>
    private sealed class Verdict
    {
        private static readonly TimeSpan Right = TimeSpan.FromSeconds(2);
        private TimeSpan _worst;
        private int _ok;

        internal int Attempted { get; private set; }

        /// <summary>Put to a time more than two seconds beside the truth: its own time is lost.</summary>
        internal int Lost => Attempted - _ok;

        /// <summary>Counted on a day other than its own.</summary>
        internal int WrongDay { get; private set; }

        /// <summary>Said to have happened after it was heard.</summary>
        internal int LaterThanHeard { get; private set; }

        internal void Take(DateTimeOffset judged, DateTimeOffset truly, DateTimeOffset heard)
        {
            Attempted++;
            var error = (judged - truly).Duration();
            if (error <= Right) _ok++;
            if (error > _worst) _worst = error;
            if (Plan.Time.DayOf(judged) != Plan.Time.DayOf(truly)) WrongDay++;
            if (judged > heard) LaterThanHeard++;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"attempted {Attempted}, ok {_ok}, lost {Lost} (beside their time by more than 2 s), wrong day {WrongDay}, unexpected {LaterThanHeard} (later than heard), worst {_worst.TotalSeconds:F3} s");
    }
}
