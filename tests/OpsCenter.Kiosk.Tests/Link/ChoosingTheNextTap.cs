using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Link;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.Kiosk.Tests.Testing;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Kiosk.Tests.Link;

public sealed class ChoosingTheNextTap : IDisposable
{
    private readonly MemoryOutbox _outbox = new(Drafts.Options());
    private TimeSpan _now;

    public void Dispose() => _outbox.Dispose();

    [Fact]
    public async Task Live_taps_go_before_the_backlog_and_each_lane_is_in_order()
    {
        await _outbox.AppendAsync(3);
        var courier = Begun(new CourierOptions { ReceiptPatience = TimeSpan.Zero });
        await _outbox.AppendAsync(2);
        Assert.Equal([4, 5, 1, 2, 3], Take(courier, 10));
    }

    [Fact]
    public async Task A_live_tap_overtakes_a_backlog_that_is_under_way()
    {
        await _outbox.AppendAsync(50);
        var courier = Begun(new CourierOptions { ReceiptPatience = TimeSpan.Zero });
        Assert.Equal([1, 2], Take(courier, 2));
        await _outbox.AppendAsync(1);
        Assert.Equal([51, 3], Take(courier, 2));
    }

    [Fact]
    public async Task The_window_is_never_passed_and_the_backlog_leaves_room_in_it()
    {
        await _outbox.AppendAsync(200);
        var courier = Begun(new CourierOptions { ReceiptPatience = TimeSpan.Zero, Rate = 0, Window = 100 });
        Assert.Equal(70, Take(courier, 500).Count);
        await _outbox.AppendAsync(200);
        Assert.Equal(30, Take(courier, 500).Count);
        Assert.Equal(100, courier.InFlight);
        courier.Acknowledged(1, isRefused: false, _now);
        Assert.Equal([231], Take(courier, 500));
    }

    [Fact]
    public async Task The_backlog_waits_for_the_first_receipt_and_skips_what_it_covers()
    {
        await _outbox.AppendAsync(5);
        var courier = Begun(new CourierOptions());
        Assert.Empty(Take(courier, 10));
        courier.Apply(Drafts.ReceiptOf(_outbox, 4, new SeqRange(2, 2)), _now);
        Assert.Equal([2, 5], Take(courier, 10));
    }

    [Fact]
    public async Task Without_a_receipt_the_backlog_waits_two_seconds_only()
    {
        await _outbox.AppendAsync(1);
        var courier = Begun(new CourierOptions());
        _now += TimeSpan.FromSeconds(2);
        Assert.Equal([1], Take(courier, 10));
    }

    [Fact]
    public async Task A_receipt_deletes_and_an_acknowledgement_does_not()
    {
        await _outbox.AppendAsync(2);
        var courier = Begun(new CourierOptions { ReceiptPatience = TimeSpan.Zero });
        Take(courier, 2);
        courier.Acknowledged(1, isRefused: false, _now);
        courier.Acknowledged(2, isRefused: false, _now);
        Assert.Equal([1, 2], _outbox.Seqs());
        courier.Apply(Drafts.ReceiptOf(_outbox, 2), _now);
        Assert.Empty(_outbox.Seqs());
    }

    [Fact]
    public async Task An_acknowledged_tap_that_a_receipt_misses_is_sent_again_once_the_receipt_is_a_second_old()
    {
        await _outbox.AppendAsync(3);
        var courier = Begun(new CourierOptions { ReceiptPatience = TimeSpan.Zero });
        foreach (long seq in Take(courier, 3)) courier.Acknowledged(seq, isRefused: false, _now);
        courier.Apply(Drafts.ReceiptOf(_outbox, 3, new SeqRange(2, 2)), _now);
        Assert.Empty(Take(courier, 10));
        _now += TimeSpan.FromSeconds(1);
        courier.Tick(_now);
        Assert.Equal([2], Take(courier, 10));
    }

    [Fact]
    public async Task An_acknowledged_tap_without_any_receipt_is_sent_again_after_30_seconds()
    {
        await _outbox.AppendAsync(1);
        var courier = Begun(new CourierOptions { ReceiptPatience = TimeSpan.Zero });
        Take(courier, 1);
        courier.Acknowledged(1, isRefused: false, _now);
        _now += TimeSpan.FromSeconds(29);
        courier.Tick(_now);
        Assert.Empty(Take(courier, 10));
        _now += TimeSpan.FromSeconds(1);
        courier.Tick(_now);
        Assert.Equal([1], Take(courier, 10));
    }

    [Fact]
    public async Task What_is_in_flight_is_not_sent_twice_on_one_connection_and_again_on_the_next()
    {
        await _outbox.AppendAsync(2);
        var courier = Begun(new CourierOptions { ReceiptPatience = TimeSpan.Zero });
        Assert.Equal([1, 2], Take(courier, 10));
        _now += TimeSpan.FromMinutes(5);
        courier.Apply(Drafts.ReceiptOf(_outbox, 2, new SeqRange(1, 1)), _now);
        Assert.Empty(Take(courier, 10));
        courier.Begin(_now);
        _now += TimeSpan.FromSeconds(2);
        Assert.Equal([1], Take(courier, 10));
    }

    /// <summary>Set aside is heard: other bytes under its number would be a conflict.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_tap_refused_for_good_goes_again_as_it_was_while_no_receipt_tells_that_it_is_missing(bool receiptBefore)
    {
        await _outbox.AppendAsync(1);
        var courier = Begun(new CourierOptions { ReceiptPatience = TimeSpan.Zero });
        Assert.True(courier.TryTake(_now, out var first));
        if (receiptBefore) courier.Apply(Drafts.ReceiptOf(_outbox, 1, new SeqRange(1, 1)), _now); // written before the tap was set aside
        _now += TimeSpan.FromSeconds(1);
        courier.Acknowledged(1, isRefused: true, _now);
        _now += TimeSpan.FromSeconds(2);
        courier.Tick(_now);
        Assert.Empty(Take(courier, 10));
        _now += TimeSpan.FromSeconds(30);
        courier.Tick(_now);
        Assert.True(courier.TryTake(_now, out var again));
        Assert.Equal(first.Payload, again.Payload);
    }

    [Fact]
    public async Task A_tap_refused_for_good_that_stays_missing_is_filled_by_a_void_of_the_same_number()
    {
        await _outbox.AppendAsync(1);
        var courier = Begun(new CourierOptions { ReceiptPatience = TimeSpan.Zero });
        Take(courier, 1);
        courier.Acknowledged(1, isRefused: true, _now);
        _now += TimeSpan.FromSeconds(1);
        courier.Apply(Drafts.ReceiptOf(_outbox, 1, new SeqRange(1, 1)), _now);
        Assert.True(courier.TryTake(_now, out var entry));
        Assert.True(new TapReader().TryRead(entry.Payload, out var tap, out _));
        Assert.Equal((1, typeof(TapContent.Void)), (tap.Seq, tap.Content.GetType()));
    }

    [Fact]
    public async Task A_kiosk_stays_below_the_servers_rate_and_keeps_its_last_tokens_for_live_taps()
    {
        await _outbox.AppendAsync(1000);
        var courier = Begun(new CourierOptions { ReceiptPatience = TimeSpan.Zero });
        int sent = 0;
        for (int second = 0; second <= 10; second++, _now += TimeSpan.FromSeconds(1))
            foreach (long seq in Take(courier, 1000)) { courier.Acknowledged(seq, isRefused: false, _now); sent++; if (sent % 50 == 0) TakeAndAnswer(courier, ref sent); }
        Assert.InRange(sent, 250, 120 + 18 * 11);
        await _outbox.AppendAsync(40);
        Assert.Equal(40, Take(courier, 40).Count(seq => seq > 1000));
    }

    private Courier Begun(CourierOptions options)
    {
        var courier = new Courier(_outbox, options);
        courier.Begin(_now);
        return courier;
    }

    private List<long> Take(Courier courier, int most)
    {
        var taken = new List<long>();
        while (taken.Count < most && courier.TryTake(_now, out var entry)) taken.Add(entry.Seq);
        return taken;
    }

    private void TakeAndAnswer(Courier courier, ref int sent)
    {
        foreach (long seq in Take(courier, 1000))
        {
            courier.Acknowledged(seq, isRefused: false, _now);
            sent++;
        }
    }
}
