using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Outbox.Native;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Kiosk.Outbox;

/// <summary>The outboxes of many kiosks in one file, with notes beside them: what goes in together is on the disk together, in one fsync.</summary>
/// <remarks>For a simulated city: 2,600 outboxes that survive a restart without 2,600 files. Taps are held in memory too; deletions reach the file with the next commit.</remarks>
public sealed class OutboxFleet : IDisposable
{
    private readonly Lock _disk = new();
    private readonly SqliteFile _file;
    private readonly OutboxOptions _options;
    private readonly Dictionary<KioskId, FleetOutbox> _outboxes = [];
    private readonly Dictionary<string, string> _notes = new(StringComparer.Ordinal);
    private readonly List<(KioskId Kiosk, OutboxEntry Entry)> _forgotten = [];
    private bool _isDisposed;

    private OutboxFleet(SqliteFile file, OutboxOptions options) => (_file, _options) = (file, options);

    /// <summary>The notes by name, as committed. Read it only while nothing is committed.</summary>
    public IReadOnlyDictionary<string, string> Notes => _notes;

    /// <summary>How many taps all outboxes hold together.</summary>
    public int Held
    {
        get { lock (_disk) return _outboxes.Values.Sum(outbox => outbox.Status.Count); }
    }

    /// <summary>Opens the fleet's file, or makes it.</summary>
    /// <exception cref="OutboxBrokenException">Another process holds it, or it cannot be read.</exception>
    public static OutboxFleet Open(string path, OutboxOptions options)
    {
        try
        {
            var file = new SqliteFile(path);
            try
            {
                foreach (string sql in FleetSql.Open) file.Execute(sql);
                var fleet = new OutboxFleet(file, options);
                fleet.Load();
                return fleet;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (SqliteFailure failure)
        {
            throw new OutboxBrokenException(failure.IsBusy ? $"{path} is in use by another process." : $"{path} cannot be opened.", failure);
        }
    }

    /// <summary>A kiosk's outbox; made when it is asked for the first time.</summary>
    public IOutbox Of(KioskId kiosk)
    {
        lock (_disk)
        {
            if (!_outboxes.TryGetValue(kiosk, out var outbox)) _outboxes.Add(kiosk, outbox = new FleetOutbox(this, kiosk, _options.DrawId(), _options.Quota));
            return outbox;
        }
    }

    /// <summary>Stores taps and notes, all or none, in one fsync.</summary>
    /// <param name="taps">Taps by their kiosk; each gets the next number of its outbox.</param>
    /// <param name="notes">Notes to set; null as the value takes a note away.</param>
    /// <exception cref="OutboxBrokenException">The disk failed; nothing is stored.</exception>
    /// <returns>The number that each tap got, in the order given; 0 where its outbox is full.</returns>
    public IReadOnlyList<AppendOutcome> Commit(IReadOnlyList<(KioskId Kiosk, TapDraft Draft)> taps, IReadOnlyList<(string Name, string? Value)> notes)
    {
        foreach (var (kiosk, _) in taps) Of(kiosk);
        var outcomes = new List<AppendOutcome>(taps.Count);
        var entries = new List<(FleetOutbox Outbox, OutboxEntry Entry)>(taps.Count);
        lock (_disk)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var grown = new Dictionary<KioskId, (long Last, long Bytes)>();
            foreach (var (kiosk, draft) in taps)
            {
                var outbox = _outboxes[kiosk];
                var (last, bytes) = grown.TryGetValue(kiosk, out var known) ? known : (outbox.Status.LastSeq, outbox.Status.Bytes);
                var entry = new OutboxEntry(last + 1, TapWriter.ToBytes(new Tap(outbox.Id, last + 1, draft.At, draft.Since, draft.Content)));
                bool hasRoom = bytes + entry.Payload.Length <= _options.Quota;
                outcomes.Add(hasRoom ? new AppendOutcome(entry.Seq) : AppendOutcome.Full);
                if (!hasRoom) continue;
                grown[kiosk] = (entry.Seq, bytes + entry.Payload.Length);
                entries.Add((outbox, entry));
            }
            Write(entries, notes);
            foreach (var (outbox, entry) in entries) outbox.Add(entry);
        }
        foreach (var outbox in entries.Select(stored => stored.Outbox).Distinct()) outbox.Stored?.Invoke();
        return outcomes;
    }

    /// <summary>Writes the deletions that are still to be written, then closes the file.</summary>
    public void Dispose()
    {
        lock (_disk)
        {
            if (_isDisposed) return;
            if (_forgotten.Count > 0) Write([], []);
            _isDisposed = true;
            _file.Dispose();
        }
    }

    internal void Forget(KioskId kiosk, IEnumerable<OutboxEntry> entries)
    {
        lock (_disk) foreach (var entry in entries) _forgotten.Add((kiosk, entry));
    }

    internal void Meet(FaultPoint point) => _options.Faults?.Invoke(point);

    private void Write(List<(FleetOutbox Outbox, OutboxEntry Entry)> entries, IReadOnlyList<(string Name, string? Value)> notes)
    {
        try
        {
            _file.Execute("BEGIN IMMEDIATE");
            using (var insert = _file.Prepare(FleetSql.Insert))
            using (var raise = _file.Prepare(FleetSql.Raise))
            using (var delete = _file.Prepare(FleetSql.Delete))
            using (var note = _file.Prepare(FleetSql.Note))
            using (var erase = _file.Prepare(FleetSql.Erase))
            {
                foreach (var (outbox, entry) in entries)
                {
                    string kiosk = outbox.Kiosk.ToString();
                    raise.Bind(1, kiosk).Bind(2, outbox.Id.ToString()).Bind(3, entry.Seq).Run();
                    insert.Bind(1, kiosk).Bind(2, entry.Seq).Bind(3, entry.Payload).Run();
                }
                foreach (var (kiosk, entry) in _forgotten) delete.Bind(1, kiosk.ToString()).Bind(2, entry.Seq).Run();
                foreach (var (name, value) in notes)
                {
                    if (value is null) erase.Bind(1, name).Run();
                    else note.Bind(1, name).Bind(2, value).Run();
                }
            }
            if (entries.Count > 0) Meet(FaultPoint.BeforeOutboxCommit);
            _file.Execute("COMMIT");
            if (entries.Count > 0) Meet(FaultPoint.AfterOutboxCommit);
            _forgotten.Clear();
            foreach (var (name, value) in notes)
            {
                if (value is null) _notes.Remove(name);
                else _notes[name] = value;
            }
        }
        catch (SqliteFailure failure)
        {
            if (_file.IsInTransaction) _file.Execute("ROLLBACK");
            throw new OutboxBrokenException("The fleet's file could not be written.", failure);
        }
    }

    private void Load()
    {
        using var outboxes = _file.Prepare(FleetSql.Outboxes);
        while (outboxes.Step())
        {
            var kiosk = KioskId.Parse(outboxes.Text(0));
            _outboxes.Add(kiosk, new FleetOutbox(this, kiosk, OutboxId.Parse(outboxes.Text(1)), _options.Quota, outboxes.Int64(2)));
        }
        using var taps = _file.Prepare(FleetSql.Taps);
        while (taps.Step()) _outboxes[KioskId.Parse(taps.Text(0))].Add(new OutboxEntry(taps.Int64(1), taps.Blob(2)));
        using var notes = _file.Prepare(FleetSql.Notes);
        while (notes.Step()) _notes[notes.Text(0)] = notes.Text(1);
    }
}
