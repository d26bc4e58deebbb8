using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Mqtt.Broker;

/// <summary>Stands for a will that the policy judges: nobody waits for its acknowledgement, but it is routed once accepted.</summary>
internal sealed class WillReceipt(Router router, StoredMessage will) : ReceiptTarget
{
    private readonly Lock _gate = new();
    private bool? _isAccepted;
    private bool? _isRouted;

    internal override bool Settle(long ticket, ReasonCode reason, bool isRefusal)
    {
        lock (_gate)
        {
            if (_isAccepted is not null) return false;
            _isAccepted = !isRefusal && !reason.IsFailure();
        }
        RouteOnce();
        return true;
    }

    internal override void Wake()
    {
    }

    internal void Judge(PublishVerdict verdict)
    {
        lock (_gate) _isRouted = !verdict.IsUnrouted;
        if (verdict.Answer == PublishAnswer.Deferred) RouteOnce();
        else Settle(0, verdict.Reason, verdict.Answer == PublishAnswer.Refused);
    }

    private void RouteOnce()
    {
        lock (_gate)
        {
            if (_isAccepted is not true || _isRouted is not true) return;
            _isRouted = false;
        }
        router.Route(will);
    }
}
