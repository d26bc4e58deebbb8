using System.Globalization;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Taps;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;
using OpsCenter.Journal.InMemory;
using OpsCenter.Testing;

namespace OpsCenter.Grains.Tests.Runtime;

public sealed class Taps : CitySpec
{
    [Fact]
    public void A_resent_tap_counts_nothing()
    {
        Tap(TinyCity.HarbourKiosk, 1, WalkIn());
        long head = Journal.Head;
        Assert.Equal(OutcomeKind.Seen, Tap(TinyCity.HarbourKiosk, 1, WalkIn()).Kind);
        Assert.Equal(head, Journal.Head);
    }

    [Fact]
    public void The_same_number_with_other_bytes_is_set_aside()
    {
        Tap(TinyCity.HarbourKiosk, 1, WalkIn());
        var outcome = Tap(TinyCity.HarbourKiosk, 1, WalkIn(), digest: 2);
        Assert.Equal((OutcomeKind.Quarantined, "seq-conflict"), (outcome.Kind, outcome.Refusal!.Code));
        Assert.Equal(1, Harbour.Present);
    }

    [Fact]
    public void A_kiosk_back_from_an_old_image_loses_no_tap_silently_and_none_counts_twice()
    {
        for (int seq = 1; seq <= 300; seq++) Tap(TinyCity.HarbourKiosk, seq, WalkIn());
        Pass(TimeSpan.FromHours(1));
        Assert.Equal(OutcomeKind.Seen, Tap(TinyCity.HarbourKiosk, 5, WalkIn(), ago: TimeSpan.FromHours(1)).Kind);
        var outcome = Tap(TinyCity.HarbourKiosk, 5, WalkIn(), digest: 2);
        Assert.Equal((OutcomeKind.Quarantined, "seq-conflict"), (outcome.Kind, outcome.Refusal!.Code));
        Assert.Equal(300, Events.OfType<VenueEvent.CheckedIn>().Count());
    }

    [Fact]
    public void A_tap_of_an_outbox_forgotten_since_is_kept_aside_and_its_number_used_up()
    {
        for (int outbox = 0; outbox <= KioskState.MaxOutboxes; outbox++, Pass(TimeSpan.FromHours(1))) Press(outbox, 1, Now);
        var first = TinyCity.Ten;
        var outcome = Press(0, 1, first);
        Assert.Equal((OutcomeKind.Quarantined, "outbox-forgotten"), (outcome.Kind, outcome.Refusal!.Code));
        Assert.Equal(KioskState.MaxOutboxes + 1, Events.OfType<VenueEvent.CheckedIn>().Count());
        Assert.Equal(OutcomeKind.Seen, Press(0, 1, first).Kind);
        Assert.Equal(OutcomeKind.Done, Press(0, 2, Now).Kind);

        Outcome Press(int outbox, long seq, DateTimeOffset happened) => Send(new Command.HearTap(
            new TapStamp(new TapId(TinyCity.HarbourKiosk, OutboxId.Parse(outbox.ToString("x8", CultureInfo.InvariantCulture)), seq), 1), happened, Now, WalkIn()));
    }

    [Fact]
    public void A_number_too_far_ahead_is_set_aside_and_counts_as_seen()
    {
        var outcome = Tap(TinyCity.HarbourKiosk, OutboxSequence.MaxJump + 1, WalkIn());
        Assert.Equal("seq-jump", outcome.Refusal!.Code);
        Assert.Equal(OutcomeKind.Seen, Tap(TinyCity.HarbourKiosk, OutboxSequence.MaxJump + 1, WalkIn()).Kind);
    }

    [Fact]
    public void A_skipped_number_is_a_gap_until_it_comes()
    {
        Tap(TinyCity.HarbourKiosk, 1, WalkIn());
        Tap(TinyCity.HarbourKiosk, 3, WalkIn());
        Assert.Equal(1, HarbourKiosk.Gaps);
        Assert.Contains(Events, e => e is KioskEvent.KioskGapsChanged { Gaps: 1 });
        Tap(TinyCity.HarbourKiosk, 2, WalkIn());
        Assert.Equal(0, HarbourKiosk.Gaps);
    }

    [Fact]
    public void A_kiosk_that_holds_taps_is_behind_until_the_last_of_them_is_heard()
    {
        Send(new Command.HearReport(TinyCity.HarbourKiosk, Now, KioskReport.Nothing with { HeldFrom = 1, LastSeq = 2 }));
        Assert.Contains(Events, e => e is KioskEvent.KioskFellBehind { Awaited: 2 });
        Tap(TinyCity.HarbourKiosk, 1, WalkIn());
        Assert.True(HarbourKiosk.Behind);
        Tap(TinyCity.HarbourKiosk, 2, WalkIn());
        Assert.False(HarbourKiosk.Behind);
        Assert.Single(Events, e => e is KioskEvent.KioskCaughtUp);
    }

    [Fact]
    public void A_void_fills_its_number_and_nothing_else()
    {
        Tap(TinyCity.HarbourKiosk, 1, WalkIn());
        Tap(TinyCity.HarbourKiosk, 3, WalkIn());
        Tap(TinyCity.HarbourKiosk, 2, new TapAction.VoidTap(new SealedField("void/1", new byte[28])));
        Assert.Equal((0, 2), (HarbourKiosk.Gaps, Harbour.Present));
    }

    [Fact]
    public void A_request_in_a_grid_of_another_city_is_set_aside()
    {
        var elsewhere = UnitCode.Parse("371002001001001");
        var outcome = Tap(TinyCity.HarbourKiosk, new TapAction.RaiseRequest(TinyCity.Leak, Ticket.FromBody(1), elsewhere, PersonId.None, null, null));
        Assert.Equal("grid-unknown", outcome.Refusal!.Code);
    }

    [Fact]
    public void A_report_is_journaled_only_when_it_changes()
    {
        var report = KioskReport.Nothing with { Boot = "b1", Version = "1.0.0" };
        Send(new Command.HearReport(TinyCity.HarbourKiosk, Now, report));
        long head = Journal.Head;
        Send(new Command.HearReport(TinyCity.HarbourKiosk, Now.AddSeconds(30), report));
        Assert.Equal(head, Journal.Head);
        Assert.True(HarbourKiosk.Online);
    }

    [Fact]
    public void A_tap_of_a_silent_kiosk_brings_it_back()
    {
        Send(new Command.ConnectKiosk(TinyCity.HarbourKiosk, Now));
        Send(new Command.NoteSilence(TinyCity.HarbourKiosk, Now));
        Assert.False(HarbourKiosk.Online);
        Tap(TinyCity.HarbourKiosk, WalkIn());
        Assert.True(HarbourKiosk.Online);
    }

    [Fact]
    public void A_batch_that_finds_no_space_is_forgotten_whole_and_answered_as_not_committed()
    {
        Disk.State = DiskState.Full;
        Assert.Equal(OutcomeKind.NotCommitted, Tap(TinyCity.HarbourKiosk, 1, WalkIn()).Kind);
        Assert.Equal(0, Harbour.Present);
        Assert.True(Core.JournalIsFull);
        Disk.State = DiskState.Sound;
        Assert.Equal(OutcomeKind.Done, Tap(TinyCity.HarbourKiosk, 1, WalkIn()).Kind);
        Assert.Equal(1, Harbour.Present);
    }

    [Fact]
    public void A_rule_that_found_no_space_fires_again()
    {
        Tap(TinyCity.HarbourKiosk, WalkIn());
        Disk.State = DiskState.Full;
        Pass(TimeSpan.FromMinutes(45));
        Assert.Equal(1, Harbour.Present);
        Disk.State = DiskState.Sound;
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(0, Harbour.Present);
    }

    [Fact]
    public void A_disk_that_is_full_over_midnight_lets_nothing_pile_up_and_the_day_begins_once()
    {
        Tap(TinyCity.HarbourKiosk, WalkIn());
        int waiting = Core.Waiting.Count;
        Disk.State = DiskState.Full;
        Pass(TimeSpan.FromDays(1));
        for (int turn = 0; turn < 100; turn++)
        {
            Pass(TimeSpan.FromSeconds(1));
            Assert.Equal(OutcomeKind.NotCommitted, Tap(TinyCity.HarbourKiosk, 2, WalkIn()).Kind);
        }
        Assert.Equal(waiting, Core.Waiting.Count);
        int days = Events.OfType<CityEvent.DayBegan>().Count();
        Disk.State = DiskState.Sound;
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(days + 1, Events.OfType<CityEvent.DayBegan>().Count());
        Assert.Equal(0, Harbour.Present);
    }
}
