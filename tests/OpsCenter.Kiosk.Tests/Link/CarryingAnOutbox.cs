using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Tests.Testing;
using OpsCenter.KioskProtocol.Asks;
using OpsCenter.KioskProtocol.Down;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Kiosk.Tests.Link;

public sealed class CarryingAnOutbox : IAsyncLifetime
{
    private readonly LinkBench _bench = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Taps_of_an_outage_and_live_taps_arrive_once_in_order_and_are_forgotten()
    {
        await _bench.Outbox.AppendAsync(20);
        _bench.Start();
        await _bench.Until(() => _bench.Outbox.Status.Count == 0);
        await _bench.Outbox.AppendAsync(20);
        await _bench.Until(() => _bench.Outbox.Status.Count == 0);
        Assert.Equal(Enumerable.Range(1, 40).Select(i => (long)i), _bench.Server.Arrivals);
    }

    [Fact]
    public async Task An_acknowledgement_alone_deletes_nothing()
    {
        _bench.Server.SendsReceipts = false;
        await _bench.Outbox.AppendAsync(5);
        _bench.Start();
        await _bench.Until(() => _bench.Server.Seen.Length == 5 && _bench.Link.InFlight == 0);
        Assert.Equal(5, _bench.Outbox.Status.Count);
        _bench.Server.SendReceipt();
        await _bench.Settle(() => _bench.Outbox.Status.Count == 0);
    }

    [Fact]
    public async Task Lost_acknowledgements_and_cut_cables_lose_nothing_and_count_nothing_twice()
    {
        (_bench.Server.LosesEvery, _bench.Server.SkipsReceipts) = (23, 3);
        await _bench.Outbox.AppendAsync(150);
        _bench.Start();
        await _bench.Until(() => _bench.Link.Connections >= 4);
        await _bench.Outbox.AppendAsync(50);
        await _bench.Until(() => _bench.Outbox.Status.Count == 0);
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), _bench.Server.Seen);
        Assert.True(_bench.Server.Arrivals.Count > 200, "Nothing came twice, so no acknowledgement was lost.");
    }

    [Fact]
    public async Task What_a_broker_in_between_acknowledged_and_lost_is_sent_again_by_the_receipts_holes()
    {
        _bench.Server.Swallowed.UnionWith([3, 4, 9]);
        await _bench.Outbox.AppendAsync(10);
        _bench.Start();
        await _bench.Until(() => _bench.Outbox.Status.Count == 0);
        Assert.Equal([3, 4, 9], _bench.Server.Arrivals.Skip(10));
    }

    [Fact]
    public async Task A_lost_tail_that_no_receipt_mentions_is_sent_again_after_half_a_minute()
    {
        _bench.Server.Swallowed.UnionWith([2]);
        await _bench.Outbox.AppendAsync(2);
        _bench.Start();
        await _bench.Until(() => _bench.Outbox.Status.Count == 0);
        Assert.InRange(_bench.Time.GetUtcNow().TimeOfDay.TotalSeconds, 30, 40);
    }

    [Fact]
    public async Task During_an_outage_everything_is_kept_and_afterwards_live_taps_go_first()
    {
        _bench.Start();
        await _bench.Until(() => _bench.Link.IsConnected);
        _bench.Server.IsDown = true;
        _bench.Server.Cut();
        await _bench.Until(() => !_bench.Link.IsConnected);
        await _bench.Outbox.AppendAsync(120);
        _bench.Server.IsDown = false;
        _bench.Server.SendsReceipts = false; // so the backlog waits two seconds, as for a slow server
        int connections = _bench.Link.Connections;
        await _bench.Until(() => _bench.Link.Connections > connections);
        await _bench.Outbox.AppendAsync(1);
        await _bench.Until(() => _bench.Server.Seen.Length == 121);
        Assert.Equal([121, 1, 2, 3], _bench.Server.Arrivals.Take(4));
    }

    [Fact]
    public async Task State_goes_on_connect_and_then_every_30_seconds_without_drift()
    {
        _bench.Start();
        await _bench.Until(() => _bench.Server.States.Count == 5);
        var seconds = _bench.Server.States.Select(state => state.Since!.Value.Milliseconds / 1000.0).ToArray();
        Assert.All(seconds.Zip(seconds.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 29.0, 31.1));
        Assert.InRange(seconds[4] - seconds[0], 120, 121.1);
        Assert.All(_bench.Server.States, state => Assert.Equal(("b00t", "1.2.3", true), (state.Since!.Value.Boot, state.Version, state.IsOnline)));
    }

    [Fact]
    public async Task State_tells_what_is_queued()
    {
        _bench.Server.SendsReceipts = false;
        await _bench.Outbox.AppendAsync(3);
        _bench.Start();
        await _bench.Until(() => _bench.Server.States.Count >= 1);
        var state = _bench.Server.States[0];
        Assert.Equal((3, 1, 3, _bench.Outbox.Id), (state.LastSeq, state.OldestSeq, state.Queued, state.Outbox));
    }

    [Fact]
    public async Task A_cut_cable_lets_the_will_say_offline()
    {
        _bench.Start();
        await _bench.Until(() => _bench.Server.States.Count == 1);
        _bench.Server.Cut();
        await _bench.Until(() => _bench.Server.Wills == 1);
        Assert.False(_bench.Server.States[1].IsOnline);
    }

    [Fact]
    public async Task A_desired_state_is_handed_over_and_confirmed_by_the_next_state()
    {
        _bench.Start();
        await _bench.Until(() => _bench.Server.States.Count == 1);
        _bench.Server.Say(new DownMessage("17", new DownContent.Desired { Mode = "normal" }));
        await _bench.Until(() => _bench.Server.States.Count == 2);
        Assert.Equal("17", Assert.Single(_bench.Heard).Id);
        Assert.Equal("17", _bench.Server.States[1].Applied);
    }

    [Fact]
    public async Task A_question_goes_up_and_its_answer_comes_down()
    {
        _bench.Start();
        await _bench.Until(() => _bench.Link.IsConnected && _bench.Server.States.Count == 1);
        var ask = new Ask("q-1", Ticket.FromBody(1234567));
        Assert.True(await _bench.Link.AskAsync(ask, TestContext.Current.CancellationToken));
        Assert.Equal(ask, Assert.Single(_bench.Server.Asks));
        _bench.Server.Say(new DownMessage("a-1", new DownContent.Answer("q-1", ask.Ticket, Progress.Open, null, null)));
        await _bench.Until(() => _bench.Heard.Count == 1);
        Assert.Equal(new DownContent.Answer("q-1", ask.Ticket, Progress.Open, null, null), _bench.Heard[0].Content);
    }

    [Fact]
    public async Task A_payload_refused_for_good_is_replaced_by_a_void_and_leaves_no_gap()
    {
        _bench.Server.Refused.Add(2);
        await _bench.Outbox.AppendAsync(3);
        _bench.Start();
        await _bench.Until(() => _bench.Outbox.Status.Count == 0);
        Assert.Equal([1, 2, 3], _bench.Server.Seen);
        Assert.IsType<TapContent.Void>(_bench.Server.Taps[^1].Content);
    }
}
