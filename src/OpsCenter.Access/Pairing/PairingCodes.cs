using System.Collections.Concurrent;
using OpsCenter.Access.Devices;
using OpsCenter.Access.Tokens;

namespace OpsCenter.Access.Pairing;

/// <summary>One-time codes that pair a browser as a screen: 128 random bits each, so that none can be guessed.</summary>
/// <param name="time">The clock.</param>
public sealed class PairingCodes(TimeProvider time)
{
    /// <summary>How long a code may wait to be used.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, (TokenHolder Holder, DateTimeOffset Until)> _waiting = new(StringComparer.Ordinal);

    /// <summary>Told when a code was used; the host may print the next one.</summary>
    public event Action? Used;

    /// <summary>Draws a code for a screen.</summary>
    public string Draw(TokenHolder screen)
    {
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
}
