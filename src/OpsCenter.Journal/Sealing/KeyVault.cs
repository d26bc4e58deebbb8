using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Sealing;

/// <summary>Fills a span with bytes that nobody can guess. The simulator passes its own, so that a seed replays a run.</summary>
/// <param name="bytes">What is filled, whole.</param>
public delegate void Entropy(Span<byte> bytes);

/// <summary>The vault over a store of keys. New keys are used at once and become durable with <see cref="Flush"/>.</summary>
/// <remarks>A sealed field is: version 1 (1 byte), print of the key (4), nonce (12), tag (16), ciphertext; the subject is the associated data.</remarks>
/// <param name="store">Where keys are kept; disposed with the vault.</param>
/// <param name="entropy">Where keys and nonces come from; null for the system's generator.</param>
public sealed class KeyVault(IKeyStore store, Entropy? entropy = null) : IKeyVault
{
    private const int KeyBytes = 32;
    private const int CardBytes = 16;
    private const string MonthPrefix = "month/";
    private readonly Lock _gate = new();
    private readonly Entropy _entropy = entropy ?? RandomNumberGenerator.Fill;
    private readonly Dictionary<string, byte[]> _pending = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, MonthKey> _months = new();
    private volatile bool _hasPending;

    /// <inheritdoc/>
    public bool HasPending => _hasPending;

    /// <inheritdoc/>
    public PersonId Pseudonym(DateOnly happened, UInt128 card)
    {
        Span<byte> bytes = stackalloc byte[CardBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, card);
        int month = MonthOf(happened);
        var key = _months.TryGetValue(month, out var known) ? known : LoadMonth(month);
        return key.Pseudonym(bytes);
    }

    /// <inheritdoc/>
    public SealedField Seal(string subject, ReadOnlySpan<byte> clear)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        byte[] key;
        lock (_gate) key = TryFind(subject, out byte[]? found) ? found : Make(subject);
        return new SealedField(subject, SealedBytes.Seal(key, subject, clear, _entropy));
    }

    /// <inheritdoc/>
    public SealedField SealAlone(string kind, ReadOnlySpan<byte> clear)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        Span<byte> name = stackalloc byte[16];
        byte[] key;
        string subject;
        lock (_gate)
        {
            _entropy(name);
            subject = $"{kind}/{Convert.ToHexStringLower(name)}";
            key = Make(subject);
        }
        return new SealedField(subject, SealedBytes.Seal(key, subject, clear, _entropy));
    }

    /// <inheritdoc/>
    public void Flush()
    {
        lock (_gate)
        {
            if (_pending.Count == 0) return;
            store.Save(_pending);
            _pending.Clear();
            _hasPending = false;
        }
    }

    /// <inheritdoc/>
    public bool TryOpen(SealedField field, [NotNullWhen(true)] out byte[]? clear)
    {
        ArgumentNullException.ThrowIfNull(field);
        clear = null;
        byte[]? key;
        lock (_gate) if (!TryFind(field.Subject, out key)) return false;
        return SealedBytes.TryOpen(key, field, out clear);
    }

    /// <inheritdoc/>
    public bool Destroy(string subject)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        lock (_gate) return Forget(subject);
    }

    /// <inheritdoc/>
    public int DestroyMonthKeysBefore(DateOnly day)
    {
        int firstKept = MonthOf(day);
        lock (_gate)
        {
            var old = store.Names(MonthPrefix).Union(_pending.Keys.Where(name => name.StartsWith(MonthPrefix, StringComparison.Ordinal)))
                .Where(name => MonthOf(name) < firstKept).ToList();
            foreach (string name in old)
            {
                Forget(name);
                if (_months.TryRemove(MonthOf(name), out var key)) key.Dispose();
            }
            return old.Count;
        }
    }

    /// <summary>Forgets what is in memory; keys that were not flushed are gone.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var month in _months.Values) month.Dispose();
            store.Dispose();
        }
    }

    private static int MonthOf(DateOnly day) => day.Year * 12 + day.Month - 1;

    private static int MonthOf(string name) => MonthOf(DateOnly.ParseExact(name.AsSpan(MonthPrefix.Length), "yyyy-MM", CultureInfo.InvariantCulture));

    private MonthKey LoadMonth(int month)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{MonthPrefix}{month / 12:D4}-{month % 12 + 1:D2}");
        lock (_gate)
        {
            if (_months.TryGetValue(month, out var known)) return known;
            byte[] key = TryFind(name, out byte[]? found) ? found : Make(name);
            return _months[month] = new MonthKey([.. key]);
        }
    }

    private bool TryFind(string name, [NotNullWhen(true)] out byte[]? key) => _pending.TryGetValue(name, out key) || store.TryLoad(name, out key);

    private byte[] Make(string name)
    {
        byte[] key = new byte[KeyBytes];
        _entropy(key);
        _pending[name] = key;
        _hasPending = true;
        return key;
    }

    private bool Forget(string name)
    {
        bool wasPending = _pending.Remove(name);
        _hasPending = _pending.Count > 0;
        return store.Destroy(name) || wasPending;
    }
}
