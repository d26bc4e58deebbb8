using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Mqtt.Broker;

/// <summary>The promise to answer one message. A small value: keep it, complete it once, from any thread, in any order.</summary>
/// <remarks>Acknowledgements leave in the order in which the messages came, many in one flush. After the connection's end completing is harmless.
/// The default value belongs to no message.</remarks>
public readonly record struct PublishReceipt
{
    internal PublishReceipt(ReceiptTarget target, long ticket) => (Target, Ticket) = (target, ticket);

    internal ReceiptTarget? Target { get; }

    internal long Ticket { get; }

    /// <summary>The message is accepted: PUBACK or PUBREC leaves as soon as its turn has come.</summary>
    /// <param name="reason">Success, or what 5.0 reads in it; 3.1.1 gets a plain acknowledgement.</param>
    /// <returns>False: it had been completed before, and nothing happened.</returns>
    public bool Complete(ReasonCode reason = ReasonCode.Success)
    {
        if (Target is null || !Target.Settle(Ticket, reason, isRefusal: false)) return false;
        Target.Wake();
        return true;
    }

    /// <summary>The message is refused: 5.0 reads the reason (QoS 0: in a DISCONNECT), 3.1.1 is closed.</summary>
    /// <param name="reason">0x80 or above.</param>
    /// <returns>False: it had been completed before, and nothing happened.</returns>
    public bool Refuse(ReasonCode reason)
    {
        if (Target is null || !Target.Settle(Ticket, reason, isRefusal: true)) return false;
        Target.Wake();
        return true;
    }
}

/// <summary>What stands behind a receipt.</summary>
internal abstract class ReceiptTarget
{
    /// <summary>False: it was settled before.</summary>
    internal abstract bool Settle(long ticket, ReasonCode reason, bool isRefusal);

    /// <summary>Lets the acknowledgements leave.</summary>
    internal abstract void Wake();
}
