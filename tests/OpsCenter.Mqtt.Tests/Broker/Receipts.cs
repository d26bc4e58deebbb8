using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Tests.Testing;

namespace OpsCenter.Mqtt.Tests.Broker;

/// <summary>When a publish is accepted is the policy's to say; the session keeps the order.</summary>
public sealed class Receipts : IAsyncDisposable
{
    private readonly TestBroker _broker = new(options => options.ReceiveMaximum = 20);

    public Receipts() => _broker.Policy.OnPublish = (in IncomingPublish _) => PublishVerdict.Defer(route: false);

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    private PublishReceipt[] Taken(int count)
    {
        Assert.True(SpinWait.SpinUntil(() => _broker.Policy.Receipts.Count == count, TimeSpan.FromSeconds(10)), "The policy did not hear of every message.");
        return [.. _broker.Policy.Receipts];
    }

    [Fact]
    public async Task Acknowledgements_keep_the_order_of_arrival_whatever_the_order_of_acceptance()
    {
        await using var peer = await _broker.ConnectAsync("k-1");
        await peer.SendAsync("32 05 0001 74 0001  32 05 0001 74 0002  34 05 0001 74 0003");
        var receipts = Taken(3);

        receipts[2].Complete();
        receipts[1].Complete();
        Assert.True(peer.IsSilent(), "Something was acknowledged before the first message was accepted.");
        receipts[0].Complete();

        await peer.ExpectAsync("40 02 0001 40 02 0002 50 02 0003");
        await peer.ExpectAliveAsync();
    }

    [Fact]
    public async Task A_receipt_counts_once()
    {
        await using var peer = await _broker.ConnectAsync("k-1");
        await peer.SendAsync("32 05 0001 74 0001");
        var receipt = Taken(1)[0];

        Assert.True(receipt.Complete());
        Assert.False(receipt.Complete());
        Assert.False(receipt.Refuse(ReasonCode.NotAuthorized));
        await peer.ExpectAsync("40 02 0001");
        await peer.ExpectAliveAsync();
        Assert.False(default(PublishReceipt).Complete());
    }

    [Fact]
    public async Task An_old_receipt_never_acknowledges_a_later_message()
    {
        await using var peer = await _broker.ConnectAsync("k-1");
        for (var i = 1; i <= 64; i++) // twice around the ring of 32 slots
        {
            await peer.SendAsync("32 05 0001 74 0001");
            Taken(i)[i - 1].Complete();
            await peer.ExpectAsync("40 02 0001");
        }
        await peer.SendAsync("32 05 0001 74 0002");
        foreach (var old in Taken(65)[..64]) Assert.False(old.Complete());
        Assert.True(peer.IsSilent(), "An old receipt acknowledged a new message.");
    }

    [Fact]
    public async Task A_batch_of_receipts_leaves_at_its_flush()
    {
        await using var peer = await _broker.ConnectAsync("k-1", ProtocolVersion.V5);
        await peer.SendAsync("32 06 0001 74 0001 00  32 06 0001 74 0002 00");
        var batch = new ReceiptBatch();
        var receipts = Taken(2);

        Assert.True(batch.Complete(receipts[0]));
        Assert.True(batch.Complete(receipts[1], ReasonCode.PayloadFormatInvalid));
        Assert.True(peer.IsSilent(), "An acknowledgement left before the flush.");
        batch.Flush();

        await peer.ExpectAsync("40 02 0001 40 03 0002 99");
    }

    [Fact]
    public async Task In_3_1_1_a_reason_is_a_plain_acknowledgement_and_a_refusal_a_close()
    {
        await using var peer = await _broker.ConnectAsync("k-1");
        await peer.SendAsync("32 05 0001 74 0001  32 05 0001 74 0002");
        var receipts = Taken(2);
        receipts[0].Complete(ReasonCode.PayloadFormatInvalid);
        await peer.ExpectAsync("40 02 0001");
        receipts[1].Refuse(ReasonCode.NotAuthorized);
        await peer.ExpectClosedAsync();
    }

    [Fact]
    public async Task In_5_0_a_refusal_is_an_acknowledgement_with_its_reason_and_for_QoS_0_a_disconnect()
    {
        _broker.Policy.OnPublish = (in IncomingPublish _) => PublishVerdict.Refuse(ReasonCode.NotAuthorized);
        await using var peer = await _broker.ConnectAsync("k-1", ProtocolVersion.V5);
        await peer.SendAsync("32 06 0001 74 0001 00  34 06 0001 74 0002 00");
        await peer.ExpectAsync("40 03 0001 87 50 03 0002 87");
        await peer.SendAsync("30 04 0001 74 00");
        await peer.ExpectAsync("E0 01 87");
        await peer.ExpectClosedAsync();
        Assert.Equal(3, _broker.Observer.Told.Count(told => told == "publish refused t NotAuthorized"));
    }

    [Fact]
    public async Task A_QoS_2_message_reaches_the_policy_once_even_over_a_new_connection()
    {
        await using var first = _broker.Dial();
        await first.SendAsync("10 0F 0004 4D515454 04 00 003C 0003 6B2D31");
        await first.ExpectAsync("20 02 00 00");
        await first.SendAsync("34 05 0001 74 0007");
        var receipt = Taken(1)[0];
        await first.VanishAsync();

        await using var second = _broker.Dial();
        await second.SendAsync("10 0F 0004 4D515454 04 00 003C 0003 6B2D31  3C 05 0001 74 0007");
        await second.ExpectAsync("20 02 01 00");
        receipt.Complete(); // accepted while another connection waits for it
        await second.ExpectAsync("50 02 0007");
        await second.SendAsync("3C 05 0001 74 0007  62 02 0007");
        await second.ExpectAsync("50 02 0007 70 02 0007");
        await second.ExpectAliveAsync();

        Assert.Single(_broker.Policy.Heard, heard => heard.StartsWith("publish", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_QoS_2_message_frees_its_identifier()
    {
        await using var peer = await _broker.ConnectAsync("k-1", ProtocolVersion.V5);
        await peer.SendAsync("34 06 0001 74 0007 00");
        Taken(1)[0].Refuse(ReasonCode.QuotaExceeded);
        await peer.ExpectAsync("50 03 0007 97");
        await peer.SendAsync("34 06 0001 74 0007 00");
        Taken(2)[1].Complete();
        await peer.ExpectAsync("50 02 0007");
    }

    [Fact]
    public async Task In_5_0_more_than_the_receive_maximum_is_a_disconnect()
    {
        await using var peer = await _broker.ConnectAsync("k-1", ProtocolVersion.V5);
        for (var i = 1; i <= 21; i++) await peer.SendAsync($"{(i % 2 == 0 ? 32 : 34)} 06 0001 74 {i:X4} 00");
        await peer.ExpectAsync("E0 01 93");
        await peer.ExpectClosedAsync();
        Assert.Equal(20, _broker.Policy.Receipts.Count);
    }

    [Fact]
    public async Task In_3_1_1_beyond_the_receive_maximum_nothing_is_read_until_one_is_accepted()
    {
        await using var peer = await _broker.ConnectAsync("k-1");
        for (var i = 1; i <= 22; i++) await peer.SendAsync($"32 05 0001 74 {i:X4}");
        var receipts = Taken(20);
        receipts[0].Complete();
        await peer.ExpectAsync("40 02 0001");
        Assert.Equal(21, Taken(21).Length);
        foreach (var receipt in receipts) receipt.Complete();
        Taken(22)[21].Complete();
        Taken(22)[20].Complete();
        for (var i = 2; i <= 22; i++) await peer.ExpectAsync($"40 02 {i:X4}");
        await peer.ExpectAliveAsync();
    }

    [Fact]
    public async Task A_deferred_message_is_routed_once_accepted_and_in_order()
    {
        _broker.Policy.OnPublish = (in IncomingPublish publish) => publish.Payload.SequenceEqual("a"u8) ? PublishVerdict.Defer(route: true) : PublishVerdict.Accept();
        await using var reader = await _broker.ConnectAsync("r");
        await reader.SendAsync("82 06 0001 0001 74 00");
        await reader.ExpectAsync("90 03 0001 00");
        await using var writer = await _broker.ConnectAsync("w");
        await writer.SendAsync("32 06 0001 74 0001 61  30 04 0001 74 62");
        var receipt = Taken(2)[0];
        Assert.True(reader.IsSilent(), "A message was routed before it was accepted.");
        receipt.Complete();
        await reader.ExpectAsync("30 04 0001 74 61 30 04 0001 74 62");
        await writer.ExpectAsync("40 02 0001");
    }

    [Fact]
    public async Task A_policy_that_throws_ends_that_session_only()
    {
        _broker.Policy.OnPublish = (in IncomingPublish _) => throw new InvalidOperationException("a bug");
        await using var other = await _broker.ConnectAsync("other");
        await using var peer = await _broker.ConnectAsync("k-1", ProtocolVersion.V5);
        await peer.SendAsync("30 04 0001 74 00");
        await peer.ExpectAsync("E0 01 80");
        await peer.ExpectClosedAsync();
        await other.ExpectAliveAsync();
        Assert.True(_broker.Observer.Bugs.TryDequeue(out var bug));
        Assert.Equal("a bug", bug.Message);
    }
}
