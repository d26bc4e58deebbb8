using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Quarantine;

/// <summary>
/// The fold that lists quarantined messages (house rule H8: nothing vanishes). It holds no bytes of theirs, and of one kiosk the newest
/// <see cref="KeptOfOneKiosk"/>: a kiosk that sends nonsense fills neither the memory nor the list. The journal keeps all of them, and each
/// can be requeued by its position. Belongs to one thread.
/// </summary>
public sealed partial class QuarantineList : IFold
{
    /// <summary>How many messages of one kiosk are listed. No option: the fold must come out the same on every server.</summary>
    public const int KeptOfOneKiosk = 200;

    private readonly SortedDictionary<long, QuarantinedMessage> _messages = [];
    private readonly Dictionary<KioskId, Queue<long>> _ofKiosk = [];

    /// <summary>The messages listed, oldest first.</summary>
    public IReadOnlyCollection<QuarantinedMessage> All => _messages.Values;

    /// <summary>The list of a whole journal.</summary>
    public static QuarantineList Of(IEnumerable<Recorded> journal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        var list = new QuarantineList();
        foreach (var recorded in journal) list.Take(recorded);
        return list;
    }

    /// <summary>The fact of the message that was put aside at a position, with its sealed bytes; null when none was.</summary>
    /// <param name="journal">Where it stands.</param>
    /// <param name="position">Its name.</param>
    public static (Fact Fact, KioskEvent.MessageQuarantined Message)? Find(IJournal journal, long position)
    {
        ArgumentNullException.ThrowIfNull(journal);
        if (position < 1 || position > journal.Head) return null;
        var fact = journal.Read(position - 1).First().Fact;
        return fact.Event is KioskEvent.MessageQuarantined message ? (fact, message) : null;
    }

    /// <inheritdoc/>
    public void Apply(IReadOnlyList<Recorded> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        foreach (var recorded in batch) Take(recorded);
    }

    private void Take(Recorded recorded)
    {
        if (recorded.Event is KioskEvent.MessageQuarantined e) List(new QuarantinedMessage(recorded.Position, e.Kiosk, e.Reason, recorded.Fact.Heard, false));
        else if (recorded.Event is KioskEvent.MessageRequeued again && _messages.TryGetValue(again.Quarantined, out var message))
            _messages[message.Position] = message with { Requeued = true };
    }

    private void List(QuarantinedMessage message)
    {
        _messages.Add(message.Position, message);
        if (!_ofKiosk.TryGetValue(message.Kiosk, out var positions)) _ofKiosk[message.Kiosk] = positions = new Queue<long>();
        positions.Enqueue(message.Position);
        if (positions.Count > KeptOfOneKiosk) _messages.Remove(positions.Dequeue());
    }
}
