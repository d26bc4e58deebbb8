using System.Text;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Contract;
using OpsCenter.Journal.Verification;

namespace OpsCenter.Journal.Tests.Verification;

public sealed class VerifierTests
{
    private static readonly KioskId Other = KioskId.Parse("a-first");
    private static readonly SealedField Payload = new("message/1", new byte[] { 1 });

    [Fact]
    public void It_prints_the_object_of_the_wire() =>
        Assert.Equal(
            """{"events":5,"checkIns":3,"quarantined":1,"chain":"ok","kiosks":{"a-first":{"a1b2c3d4e5f60718":{"upTo":2,"missing":[[1,1]]}},"k-370602001001-1":{"a1b2c3d4e5f60718":{"upTo":9,"missing":[[2,4],[6,8]]}}},"countedTwice":[],"unreadable":[]}""",
            Printed(
                Facts.CheckIn(1, seq: 1), Facts.CheckIn(2, seq: 9), Facts.CheckIn(3, Other, 2),
                Facts.Quarantined(4, Payload, tap: Facts.Tap(Facts.Kiosk, 5)), Facts.At(5, new KioskEvent.KioskGapsChanged(Facts.Kiosk, 6), Facts.Tap(Facts.Kiosk, 5))));

    [Fact]
    public void An_empty_journal_is_sound() =>
        Assert.Equal("""{"events":0,"checkIns":0,"quarantined":0,"chain":"ok","kiosks":{},"countedTwice":[],"unreadable":[]}""", Printed());

    [Fact]
    public void A_tap_that_was_counted_twice_is_named()
    {
        var report = Verifier.Run([Facts.CheckIn(1, seq: 7), Facts.CheckIn(2, seq: 8), Facts.CheckIn(3, seq: 7)]);
        Assert.Equal(["k-370602001001-1/a1b2c3d4e5f60718/7"], report.CountedTwice);
        Assert.False(report.IsSound);
    }

    [Fact]
    public void A_move_between_venues_counts_its_tap_once() =>
        Assert.True(Verifier.Run(
        [
            Facts.At(1, new VenueEvent.CheckedOut(Facts.Venue, new PersonId(5), Purpose.Service, Moved: true), Facts.Tap(Facts.Kiosk, 1)),
            Facts.CheckIn(2, seq: 1),
        ]).IsSound);

    [Fact]
    public void A_quarantined_message_that_is_replayed_counts_once() =>
        Assert.True(Verifier.Run([Facts.Quarantined(1, Payload, tap: Facts.Tap(Facts.Kiosk, 1)), Facts.CheckIn(2, seq: 1)]).IsSound);

    [Fact]
    public void The_first_bad_position_is_named_and_all_before_it_is_counted()
    {
        var report = Verifier.Run(Broken());
        Assert.Equal((2, "bad at position 3: The page tore."), (report.Events, report.Chain));
        Assert.False(report.IsSound);

        static IEnumerable<Recorded> Broken()
        {
            yield return Facts.CheckIn(1);
            yield return Facts.CheckIn(2);
            throw new JournalCorruptException("The page tore.");
        }
    }

    [Fact]
    public void Damage_costs_what_it_struck_and_all_around_it_is_counted()
    {
        var report = Verifier.Run(damage =>
        {
            return Read();

            IEnumerable<Recorded> Read()
            {
                yield return Facts.CheckIn(1, seq: 1);
                damage(new JournalCorruptException("The page tore.", 2), 3);
                yield return Facts.CheckIn(3, seq: 3);
                damage(new JournalCorruptException("The page tore again.", 5), 6);
                yield return Facts.CheckIn(4, seq: 4);
            }
        });
        Assert.Equal((3, 3, "bad at position 2: The page tore."), (report.Events, report.CheckIns, report.Chain));
        Assert.Equal([(2, 2), (5, 6)], report.Unreadable);
        Assert.Equal([(2L, 2L)], report.Outboxes.Single().Missing);
        Assert.False(report.IsSound);
    }

    [Fact]
    public void A_gap_that_nobody_told_of_ends_the_reading()
    {
        var report = Verifier.Run([Facts.CheckIn(1, seq: 1), Facts.CheckIn(3, seq: 3)]);
        Assert.Equal((1, "bad at position 2: Position 3 stands where 2 should."), (report.Events, report.Chain));
    }

    [Fact]
    public void Any_order_of_numbers_folds_to_the_runs_that_a_plain_set_shows()
    {
        var random = new Random(5);
        for (int run = 0; run < 200; run++)
        {
            var seen = new SeenNumbers();
            var plain = new SortedSet<long>();
            for (int i = 0; i < 60; i++)
            {
                long number = random.Next(1, 50);
                Assert.Equal(plain.Add(number), seen.Add(number));
            }
            Assert.Equal(plain.Max, seen.UpTo);
            var missing = seen.Missing().SelectMany(range => Enumerable.Range((int)range.From, (int)(range.To - range.From + 1)).Select(n => (long)n));
            Assert.Equal(Enumerable.Range(1, (int)plain.Max).Select(n => (long)n).Where(n => !plain.Contains(n)), missing);
        }
    }

    private static string Printed(params Recorded[] journal)
    {
        using var output = new MemoryStream();
        Verifier.Run(journal).WriteTo(output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
