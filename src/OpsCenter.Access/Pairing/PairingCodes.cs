using System.Collections.Concurrent;
using OpsCenter.Access.Devices;
using OpsCenter.Access.Tokens;

namespace OpsCenter.Access.Pairing;

/// <summary>One-time codes that pair a browser as a screen: 128 random bits each, so that none can be guessed.</summary>
/// <param name="time">The clock.</param>
public sealed class PairingCodes(TimeProvider time)
{
    /// <summary>How long a code may wait to be used (SEC-05).</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (TokenHolder Holder, DateTimeOffset Until)> _waiting = new(StringComparer.Ordinal);

    private readonly Lock _renewing = new();

    /// <summary>Told when a code was used; the host may print the next one.</summary>
    public event Action? Used;

    /// <summary>Told when a screen asked in vain and no code waits any more; the host may print the next one.</summary>
    public event Action? RanOut;

    /// <summary>Draws a code for a screen.</summary>
    public string Draw(TokenHolder screen)
    {
        Forget();
        string code = SecretHash.Draw();
        _waiting[code] = (screen, time.GetUtcNow() + Lifetime);
        return code;
    }

    /// <summary>Uses a code up; null when it is unknown, used or too old.</summary>
    public TokenHolder? Use(string code)
    {
        if (!_waiting.TryRemove(code, out var entry) || entry.Until < time.GetUtcNow()) return null;
        Used?.Invoke();
        return entry.Holder;
    }

    /// <summary>After a code was refused: calls for the next one where none waits, so that however often somebody asks, one a lifetime is drawn.</summary>
    /// <returns>Whether a fresh code waits now that did not before.</returns>
    public bool Renew()
    {
        lock (_renewing)
        {
            Forget();
            if (!_waiting.IsEmpty) return false;
            RanOut?.Invoke();
            return !_waiting.IsEmpty;
        }
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (code, entry) in _waiting)
            if (entry.Until < now) _waiting.TryRemove(code, out _);
    }
}
