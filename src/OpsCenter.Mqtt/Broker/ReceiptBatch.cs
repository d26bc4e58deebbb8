using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Mqtt.Broker;

/// <summary>Completes the receipts of one commit and wakes each session once at its end, so that its acknowledgements leave in one flush.</summary>
/// <remarks>For one thread; reusable. Bounded by what its user puts in before <see cref="Flush"/>.</remarks>
public sealed class ReceiptBatch
{
    private readonly HashSet<ReceiptTarget> _touched = [];

    /// <summary>As <see cref="PublishReceipt.Complete"/>, but nothing leaves before <see cref="Flush"/>.</summary>
    public bool Complete(PublishReceipt receipt, ReasonCode reason = ReasonCode.Success)
    {
        if (receipt.Target is not { } target || !target.Settle(receipt.Ticket, reason, isRefusal: false)) return false;
        _touched.Add(target);
        return true;
    }

    /// <summary>Lets everything completed leave.</summary>
    public void Flush()
    {
        foreach (var target in _touched) target.Wake();
        _touched.Clear();
    }
}
