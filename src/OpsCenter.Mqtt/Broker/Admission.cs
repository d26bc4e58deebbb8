using System.Net;

namespace OpsCenter.Mqtt.Broker;

/// <summary>Counts connections and their rate before a byte of them is read.</summary>
internal sealed class Admission(BrokerOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _perAddress = [];
    private double _tokens = options.ConnectBurst;
    private long _filledAt = time.GetTimestamp();
    private int _count;
    private bool _isStopping;

    internal int Count => Volatile.Read(ref _count);

    internal AdmissionRefusal? TryEnter(IPAddress? address)
    {
        lock (_gate)
        {
            if (_isStopping) return AdmissionRefusal.Stopping;
            if (_count >= options.MaxConnections) return AdmissionRefusal.TooManyConnections;
            if (address is not null && _perAddress.GetValueOrDefault(address) >= options.MaxConnectionsPerAddress) return AdmissionRefusal.TooManyFromAddress;
            if (!TakeToken()) return AdmissionRefusal.TooFast;
            _count++;
            if (address is not null) _perAddress[address] = _perAddress.GetValueOrDefault(address) + 1;
            return null;
        }
    }

    internal void Leave(IPAddress? address)
    {
        lock (_gate)
        {
            _count--;
            if (address is null) return;
            if (_perAddress[address] == 1) _perAddress.Remove(address);
            else _perAddress[address]--;
        }
    }

    internal void Stop()
    {
        lock (_gate) _isStopping = true;
    }

    private bool TakeToken()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(options.ConnectBurst, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * options.ConnectsPerSecond));
        _filledAt = now;
        if (_tokens < 1) return false;
        _tokens--;
        return true;
    }
}
