using System.Globalization;
using System.Text;
using OpsCenter.Domain.Territory;
using OpsCenter.Ingest.Admission;
using OpsCenter.Ingest.Sessions;
using OpsCenter.KioskProtocol.Reports;
using OpsCenter.KioskProtocol.Taps;
using OpsCenter.Testing;

namespace OpsCenter.Ingest.Tests;

/// <summary>FT-10: 200 kiosks whose clocks are wrong, for 24 simulated hours; every tap is counted at the time at which it happened.</summary>
public sealed class SkewedKiosks(ITestOutputHelper output)
{
    private const int Kiosks = 200;
    private const int Seed = 20_261_121;
    private const double Drift = 500e-6;
    private static readonly TimeSpan StateEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Skewed = TimeSpan.FromMinutes(5);
    private static readonly CityPlan Plan = TinyCity.Plan();

    [Fact]
    public void Every_tap_is_put_right_within_two_seconds_and_on_its_own_day_and_every_clock_far_off_is_flagged()
    {
        var (told, raw, taps) = Simulate();
        output.WriteLine($"{taps} taps of {Kiosks} kiosks in 24 h, seed {Seed}: corrected {told}; by the kiosks' own clocks {raw}");
        Assert.True(taps > 10_000);
        Assert.Equal((0, 0, 0), (told.WrongDay, told.LaterThanHeard, told.WronglyFlagged));
        Assert.InRange(told.WorstOffset, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
        Assert.InRange(told.Worst, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        // The negative control: the same comparison tells what the kiosks' own clocks would have made of it.
        Assert.True(raw.WrongDay > 100 && raw.Worst > TimeSpan.FromDays(300), raw.ToString());
    }

    private static (Verdict Corrected, Verdict Raw, int Taps) Simulate()
    {
        var random = new Random(Seed);
        var (corrected, raw) = (new Verdict(), new Verdict());
        int taps = 0;
        for (int number = 0; number < Kiosks; number++)
        {
            var kiosk = new Skew(random, number);
            var session = new KioskSession(Plan.City, TinyCity.HarbourKiosk, Plan.Parts.Venues[0], new KioskClock(), new RateGate(new IngestOptions(), TimeProvider.System));
            var nextTap = kiosk.Began + TimeSpan.FromMinutes(random.NextDouble() * 20);
            for (var now = kiosk.Began; now < kiosk.Began + TimeSpan.FromHours(24); now += StateEvery)
            {
                var heard = now + Late(random);
                var report = session.Hear(new KioskState { IsOnline = true, Now = kiosk.Clock(now), Since = kiosk.Since(now), LastSeq = 0 }, heard);
                var off = (kiosk.Clock(now) - now).Duration();
                if ((off - Skewed).Duration() > TimeSpan.FromSeconds(1) && report.ClockSkewed != off > Skewed) corrected.WronglyFlagged++;
                var offset = (session.ClockOffset!.Value - (now - kiosk.Clock(now))).Duration();
                if (offset > corrected.WorstOffset) corrected.WorstOffset = offset;
                for (; nextTap < now + StateEvery; nextTap += TimeSpan.FromMinutes(random.NextDouble() * 20), taps++)
                {
                    var tapHeard = nextTap + Late(random);
                    var tap = Read(session, kiosk, nextTap);
                    corrected.Take(session.HappenedAt(tap, tapHeard).Happened, nextTap, tapHeard);
                    raw.Take(tap.At, nextTap, tapHeard);
                }
            }
        }
        return (corrected, raw, taps);
    }

    private static Tap Read(KioskSession session, Skew kiosk, DateTimeOffset at)
    {
        string boot = kiosk.Since(at) is { } since ? string.Create(CultureInfo.InvariantCulture, $"\"boot\":\"{since.Boot}\",\"mono\":{since.Milliseconds},") : "";
        string json = $$$"""{"seq":1,"at":"{{{kiosk.Clock(at):yyyy-MM-ddTHH:mm:ss.fffzzz}}}",{{{boot}}}"type":"check-in","data":{"purpose":"service"}}""";
        Assert.True(session.Taps.TryRead(Encoding.UTF8.GetBytes(json), out var tap, out _));
        return tap;
    }

    private static TimeSpan Late(Random random) => TimeSpan.FromMilliseconds(1 + random.NextDouble() * 300);

    /// <summary>One kiosk's clock: off by N(0, 5 min); one in a hundred by a year or since 1970, one in a hundred drifts. Every other tells its boot.</summary>
    private sealed class Skew(Random random, int number)
    {
        private readonly TimeSpan _off = (number % 100) switch
        {
            7 when number < 100 => TimeSpan.FromDays(365),
            7 => TinyCity.Ten - DateTimeOffset.UnixEpoch is var age ? -age : default,
            _ => TimeSpan.FromMinutes(5 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())),
        };

        private readonly double _drift = number % 100 == 8 ? Drift : 0;

        internal DateTimeOffset Began { get; } = TinyCity.Ten + TimeSpan.FromMinutes(random.Next(60));

        internal DateTimeOffset Clock(DateTimeOffset now) => (now + _off + (now - Began) * _drift).ToOffset(TimeSpan.FromHours(8));

        internal BootInstant? Since(DateTimeOffset now) => number % 2 == 0 ? new BootInstant("b1", (long)((now - Began) * (1 + _drift)).TotalMilliseconds) : null;
    }

    private sealed class Verdict
    {
        internal int WrongDay { get; private set; }

        internal int LaterThanHeard { get; private set; }

        internal int WronglyFlagged { get; set; }

        internal TimeSpan Worst { get; private set; }

        internal TimeSpan WorstOffset { get; set; }

        internal void Take(DateTimeOffset judged, DateTimeOffset truly, DateTimeOffset heard)
        {
            if (Plan.Time.DayOf(judged) != Plan.Time.DayOf(truly)) WrongDay++;
            if (judged > heard) LaterThanHeard++;
            if ((judged - truly).Duration() > Worst) Worst = (judged - truly).Duration();
        }

        public override string ToString() =>
            $"wrong day {WrongDay}, later than heard {LaterThanHeard}, wrongly flagged {WronglyFlagged}, worst {Worst.TotalSeconds:F3} s, worst offset {WorstOffset.TotalMilliseconds:F0} ms";
    }
}
