using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Mqtt.Broker;

/// <summary>One QoS 2 message from a client, from its PUBLISH until its PUBREL. It outlives connections, so a repeated PUBLISH never reaches the policy twice (MQTT-4.3.3-10).</summary>
internal sealed class ExactlyOnceArrival(SessionState session, ushort packetId) : ReceiptTarget
{
    private readonly List<(InboundWindow Window, long Ticket)> _waiting = []; // one, and one more for each repetition
    private (ReasonCode Reason, bool IsRefusal)? _answer;

    internal bool IsSettled => _answer is not null;

    /// <summary>Under the session's gate: this slot gets the answer too, at once where there is one.</summary>
    internal void Answers(InboundWindow window, long ticket)
    {
        if (_answer is { } answer) window.Settle(ticket, answer.Reason, answer.IsRefusal);
        else _waiting.Add((window, ticket));
    }

    internal override bool Settle(long ticket, ReasonCode reason, bool isRefusal)
    {
        lock (session.Gate)
        {
            if (_answer is not null) return false;
            _answer = (reason, isRefusal);
            // A PUBREC of 0x80 or above ends the exchange and frees the identifier (§4.3.3). 3.1.1 has none, so a refusal there ends the connection.
            if (isRefusal || (reason.IsFailure() && session.IsV5)) session.Arrivals.Remove(packetId);
            foreach (var (window, waiting) in _waiting) window.Settle(waiting, reason, isRefusal);
        }
        return true;
    }

    internal override void Wake()
    {
        lock (session.Gate)
        {
            foreach (var (window, _) in _waiting) window.Wake();
            _waiting.Clear();
        }
    }
}
