namespace OpsCenter.Domain.Vocabulary;

/// <summary>What a rule answers to a command. A closed family: events, nothing, a refusal, or quarantine.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>Nothing is new: a resent tap or a repeated command.</summary>
    public static Decision Nothing { get; } = new Seen();

    /// <summary>The command holds.</summary>
    public static Decision Accept(params OpsEvent[] events) => new Accepted(events);

    /// <summary>The command is refused; the events keep that it was.</summary>
    public static Decision Refuse(Refusal refusal, params OpsEvent[] events) => new Refused(refusal, events);

    /// <summary>The message cannot be taken as it is and goes to quarantine, where an operator may requeue it.</summary>
    public static Decision SetAside(Refusal reason) => new Quarantined(reason);

    /// <summary>The command holds and these events are true now, in order.</summary>
    public sealed record Accepted(IReadOnlyList<OpsEvent> Events) : Decision;

    /// <summary>The command was heard before; nothing is new.</summary>
    public sealed record Seen : Decision;

    /// <summary>The command is refused with a reason; the events keep that it was.</summary>
    public sealed record Refused(Refusal Refusal, IReadOnlyList<OpsEvent> Events) : Decision;

    /// <summary>The message cannot be taken as it is.</summary>
    public sealed record Quarantined(Refusal Reason) : Decision;
}
