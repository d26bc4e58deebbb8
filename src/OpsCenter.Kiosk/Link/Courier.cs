using OpsCenter.Kiosk.Outbox;
using OpsCenter.KioskProtocol.Receipts;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Kiosk.Link;

/// <summary>Decides which tap goes next: live taps first, the backlog behind them, each lane in order; again what was lost; never more than the window.</summary>
/// <remarks>What the outbox held when the connection began is backlog. No I/O and no clock of its own; used under its link's lock.</remarks>
internal sealed class Courier(IOutbox outbox, CourierOptions options)
{
    private const int Chunk = 32;
    private const int KeptForLive = 60;
    private static readonly TimeSpan StaleReceipt = TimeSpan.FromSeconds(1);

    private readonly Queue<OutboxEntry> _live = new(), _backlog = new();
    private readonly SortedSet<long> _again = [];
    private readonly Dictionary<long, Sent> _sent = [];
    private Receipt? _newest;
    private TimeSpan _began, _filled, _newestAt;
    private double _tokens;
    private long _boundary, _liveAfter, _backlogAfter;
    private int _inFlight;

    private record struct Sent(bool IsAcknowledged, TimeSpan At, bool IsRefused);

    /// <summary>Taps sent and not acknowledged.</summary>
    internal int InFlight => _inFlight;

    /// <summary>A connection stands: nothing is in flight, and all that is held is backlog.</summary>
    internal void Begin(TimeSpan now)
    {
        _live.Clear();
        _backlog.Clear();
        _again.Clear();
        _sent.Clear();
        (_newest, _inFlight, _began, _filled, _tokens) = (null, 0, now, now, options.Burst);
        _boundary = _liveAfter = outbox.Status.LastSeq;
        _backlogAfter = 0;
    }

    /// <summary>The next tap to send, if one may go now.</summary>
    internal bool TryTake(TimeSpan now, out OutboxEntry entry)
    {
        entry = default;
        if (_inFlight >= options.Window || !HasTokens(now, keep: 0)) return false;
        if (!TryLive(ref entry) && !(MayBacklog(now) && (TryAgain(now, ref entry) || TryBacklog(ref entry)))) return false;
        _tokens--;
        _inFlight++;
        _sent[entry.Seq] = new Sent(false, now, _sent.TryGetValue(entry.Seq, out var before) && before.IsRefused);
        return true;
    }

    /// <summary>The tap taken last could not be handed to the connection; it goes again when the connection can take it.</summary>
    internal void PutBack(long seq)
    {
        _inFlight--;
        _sent.Remove(seq);
        _again.Add(seq);
    }

    /// <summary>The broker answered a tap.</summary>
    /// <param name="seq">Its number.</param>
    /// <param name="isRefused">Whether the answer says that this payload will never be taken.</param>
    /// <param name="now">When, since the link began.</param>
    internal void Acknowledged(long seq, bool isRefused, TimeSpan now)
    {
        if (!_sent.TryGetValue(seq, out var sent) || sent.IsAcknowledged) return;
        _inFlight--;
        if (_newest?.Covers(seq) == true) _sent.Remove(seq);
        else _sent[seq] = new Sent(true, now, isRefused || sent.IsRefused);
    }

    /// <summary>A receipt came: forgets what it covers, and sends again what it misses though it was acknowledged.</summary>
    internal void Apply(Receipt receipt, TimeSpan now)
    {
        if (receipt.Outbox != outbox.Id) return;
        (_newest, _newestAt) = (receipt, now);
        outbox.Delete(receipt);
        foreach (var (seq, sent) in _sent.Where(pair => pair.Value.IsAcknowledged && receipt.Covers(pair.Key)).ToArray()) _sent.Remove(seq);
        Tick(now);
    }

    /// <summary>Looks for taps to send again. Called about once a second.</summary>
    internal void Tick(TimeSpan now)
    {
        foreach (var (seq, sent) in _sent)
        {
            if (!sent.IsAcknowledged) continue;
            // A receipt may have been written just before the tap it misses was stored: it is believed after a second.
            bool isMissed = sent.IsRefused ? IsMissedSince(seq, sent.At, now) : _newest is { } receipt && seq <= receipt.KnownUpTo && now - sent.At >= StaleReceipt;
            if (isMissed || now - sent.At >= options.Resend) _again.Add(seq);
        }
    }

    private bool MayBacklog(TimeSpan now) =>
        _inFlight < Math.Max(1, options.Window * options.BacklogShare / 100)
        && HasTokens(now, Math.Min(KeptForLive, options.Burst / 3))
        && (_newest is not null || now - _began >= options.ReceiptPatience);

    private bool HasTokens(TimeSpan now, int keep)
    {
        if (options.Rate == 0) return true;
        _tokens = Math.Min(options.Burst, _tokens + (now - _filled).TotalSeconds * options.Rate);
        _filled = now;
        return _tokens >= keep + 1;
    }

    private bool TryLive(ref OutboxEntry entry) => TryNext(_live, ref _liveAfter, long.MaxValue, ref entry);

    private bool TryBacklog(ref OutboxEntry entry) => TryNext(_backlog, ref _backlogAfter, _boundary, ref entry);

    private bool TryNext(Queue<OutboxEntry> lane, ref long after, long upTo, ref OutboxEntry entry)
    {
        while (true)
        {
            if (lane.Count == 0 && after < upTo)
            {
                foreach (var read in outbox.Read(after, upTo, Chunk)) lane.Enqueue(read);
                if (lane.Count > 0) after = lane.Last().Seq;
            }
            if (!lane.TryDequeue(out entry)) return false;
            if (_newest?.Covers(entry.Seq) != true) return true;
        }
    }

    private bool TryAgain(TimeSpan now, ref OutboxEntry entry)
    {
        while (_again.Count > 0)
        {
            long seq = _again.Min;
            _again.Remove(seq);
            if (outbox.Read(seq - 1, seq, 1) is not [var held]) _sent.Remove(seq);
            else
            {
                entry = _sent.TryGetValue(seq, out var sent) && sent.IsRefused && IsMissedSince(seq, sent.At, now) ? Filler(held) : held;
                return true;
            }
        }
        return false;
    }

    // A server that set a message aside counts its number as heard: only a receipt that came after the answer tells that it does not, and one
    // that came right behind it, and may be older, only when nothing newer came for long.
    private bool IsMissedSince(long seq, TimeSpan answered, TimeSpan now) =>
        _newest is { } receipt && seq <= receipt.KnownUpTo && !receipt.Covers(seq)
        && (_newestAt - answered >= StaleReceipt || (_newestAt >= answered && now - answered >= options.Resend));

    // The server refused the payload for good and still misses its number: the number is filled, so that it is no gap for ever.
    private static OutboxEntry Filler(OutboxEntry held)
    {
        if (!new TapReader().TryRead(held.Payload, out var tap, out _)) return held;
        return held with { Payload = TapWriter.ToBytes(tap with { Content = new TapContent.Void("refused by the server") }) };
    }
}
