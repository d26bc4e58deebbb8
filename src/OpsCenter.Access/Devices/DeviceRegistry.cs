using System.Collections.Concurrent;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Access.Devices;

/// <summary>How a device's credentials were judged.</summary>
public enum DeviceVerdict
{
    /// <summary>It is who it says.</summary>
    Known,

    /// <summary>No such device, or another secret: one answer for both.</summary>
    BadCredentials,

    /// <summary>It was known and is no more.</summary>
    Revoked,
}

/// <summary>The devices that may speak to the server, each with its own secret.</summary>
public sealed class DeviceRegistry
{
    private static readonly SecretHash Nobody = SecretHash.Of(SecretHash.Draw());

    private readonly ConcurrentDictionary<string, SecretHash> _kiosks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SecretHash> _readers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _revoked = new(StringComparer.Ordinal);

    /// <summary>Told when a device is revoked, by id: its live session is cut.</summary>
    public event Action<string>? Revoking;

    /// <summary>How many kiosks are enrolled.</summary>
    public int KioskCount => _kiosks.Count;

    /// <summary>Enrols a kiosk with its secret.</summary>
    public void EnrolKiosk(KioskId kiosk, string secret) => _kiosks[kiosk.ToString()] = SecretHash.Of(secret);

    /// <summary>Enrols an integrator that may read retained tiles, and nothing else.</summary>
    public void EnrolReader(string name, string secret) => _readers[name] = SecretHash.Of(secret);

    /// <summary>Ends a device's rights at once.</summary>
    public void Revoke(string id)
    {
        _revoked[id] = true;
        Revoking?.Invoke(id);
    }

    /// <summary>Judges a kiosk's credentials.</summary>
    /// <param name="id">Its user name.</param>
    /// <param name="secret">Its password's bytes.</param>
    public DeviceVerdict JudgeKiosk(string id, ReadOnlySpan<byte> secret) => Judge(_kiosks, id, secret);

    /// <summary>Judges a kiosk whose certificate the listener has verified.</summary>
    /// <param name="id">The certificate's CN.</param>
    public DeviceVerdict JudgeCertified(string id) =>
        !_kiosks.ContainsKey(id) ? DeviceVerdict.BadCredentials : _revoked.ContainsKey(id) ? DeviceVerdict.Revoked : DeviceVerdict.Known;

    /// <summary>Judges an integrator's credentials.</summary>
    /// <param name="name">Its user name.</param>
    /// <param name="secret">Its password's bytes.</param>
    public DeviceVerdict JudgeReader(string name, ReadOnlySpan<byte> secret) => Judge(_readers, name, secret);

    /// <summary>Whether the name is an integrator's.</summary>
    public bool IsReader(string name) => _readers.ContainsKey(name);

    private DeviceVerdict Judge(ConcurrentDictionary<string, SecretHash> known, string id, ReadOnlySpan<byte> secret)
    {
        bool matches = known.GetValueOrDefault(id, Nobody).Matches(secret);
        return !matches ? DeviceVerdict.BadCredentials : _revoked.ContainsKey(id) ? DeviceVerdict.Revoked : DeviceVerdict.Known;
    }
}
