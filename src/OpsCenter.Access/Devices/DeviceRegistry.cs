using System.Collections.Concurrent;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal;
using OpsCenter.Journal.Snapshots;

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

/// <summary>The devices that may speak to the server, each with its own secret; who was revoked is a fold of the journal.</summary>
public sealed class DeviceRegistry : IFold, IKept
{
    private static readonly SecretHash Nobody = SecretHash.Of(SecretHash.Draw());

    private readonly ConcurrentDictionary<string, SecretHash> _kiosks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SecretHash> _readers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _revoked = new(StringComparer.Ordinal);

    /// <summary>Told when a device is revoked, by id, once that is durable: its live session is cut. On the shard's loop: keep it short.</summary>
    public event Action<string>? Revoking;

    /// <summary>How many kiosks are enrolled.</summary>
    public int KioskCount => _kiosks.Count;

    /// <summary>Enrols a kiosk with its secret.</summary>
    public void EnrolKiosk(KioskId kiosk, string secret) => _kiosks[kiosk.ToString()] = SecretHash.Of(secret);

    /// <summary>Enrols an integrator that may read retained tiles, and nothing else.</summary>
    public void EnrolReader(string name, string secret) => _readers[name] = SecretHash.Of(secret);

    /// <summary>Whether a kiosk or an integrator of that id is enrolled, revoked or not.</summary>
    public bool IsEnrolled(string id) => _kiosks.ContainsKey(id) || _readers.ContainsKey(id);

    /// <summary>Whether the device's rights were ended.</summary>
    public bool IsRevoked(string id) => _revoked.ContainsKey(id);

    /// <inheritdoc/>
    public void Apply(IReadOnlyList<Recorded> batch)
    {
        for (int i = 0; i < batch.Count; i++)
            if (batch[i].Event is CityEvent.DeviceRevoked revoked && _revoked.TryAdd(revoked.Device, true)) Revoking?.Invoke(revoked.Device);
    }

    /// <inheritdoc/>
    public string Section => "devices.1";

    /// <inheritdoc/>
    public Action<BinaryWriter> Capture()
    {
        string[] revoked = [.. _revoked.Keys.Order(StringComparer.Ordinal)];
        return to =>
        {
            to.Write(revoked.Length);
            foreach (string id in revoked) to.Write(id);
        };
    }

    /// <inheritdoc/>
    public Action Read(BinaryReader from)
    {
        ArgumentNullException.ThrowIfNull(from);
        int count = from.ReadInt32();
        List<string> revoked = [];
        for (int i = 0; i < count; i++) revoked.Add(from.ReadString());
        return () =>
        {
            foreach (string id in revoked) _revoked[id] = true;
        };
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
