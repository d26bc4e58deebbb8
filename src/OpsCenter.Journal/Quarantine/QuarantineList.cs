using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Quarantine;

/// <summary>The fold that lists quarantined messages (house rule H8: nothing vanishes). Belongs to one thread.</summary>
public sealed partial class QuarantineList : IFold
{
    private readonly SortedDictionary<long, QuarantinedMessage> _messages = [];

    /// <summary>All messages ever put aside, oldest first.</summary>
    public IReadOnlyCollection<QuarantinedMessage> All => _messages.Values;

    /// <summary>The list of a whole journal.</summary>
    public static QuarantineList Of(IEnumerable<Recorded> journal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        var list = new QuarantineList();
        foreach (var recorded in journal) list.Take(recorded);
        return list;
    }

    /// <inheritdoc/>
    public void Apply(IReadOnlyList<Recorded> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        foreach (var recorded in batch) Take(recorded);
    }

    /// <summary>The message at a position; null when none was put aside there.</summary>
    public QuarantinedMessage? Find(long position) => _messages.GetValueOrDefault(position);

    private void Take(Recorded recorded)
    {
        if (recorded.Event is KioskEvent.MessageQuarantined e)
            _messages[recorded.Position] = new QuarantinedMessage(recorded.Position, e.Kiosk, recorded.Fact.Tap, e.Reason, recorded.Fact.Heard, e.Payload, false);
        else if (recorded.Event is KioskEvent.MessageRequeued again && Find(again.Quarantined) is { } message)
            _messages[message.Position] = message with { Requeued = true };
    }
}
