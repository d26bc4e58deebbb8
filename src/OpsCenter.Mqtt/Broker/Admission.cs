using System.Net;

namespace OpsCenter.Mqtt.Broker;

/// <summary>Counts connections and their rate before a byte of them is read.</summary>
internal sealed class Admission(BrokerOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<IPAddress, int> _perAddress = [];
    private double _tokens = options.ConnectBurst;
    private long _filledAt = time.GetTimestamp();
    private int _count;
    private bool _isStopping;

    internal int Count => Volatile.Read(ref _count);

    /// <param name="address">Where it comes from.</param>
    /// <param name="wait">How long until its turn comes.</param>
    internal AdmissionRefusal? TryEnter(IPAddress? address, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        lock (_gate)
        {
            if (_isStopping) return AdmissionRefusal.Stopping;
            if (_count >= options.MaxConnections) return AdmissionRefusal.TooManyConnections;
            if (address is not null && _perAddress.GetValueOrDefault(address) >= options.MaxConnectionsPerAddress) return AdmissionRefusal.TooManyFromAddress;
            if (!TakeToken(out wait)) return AdmissionRefusal.TooFast;
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

    /// <summary>Done when nobody is let in any more, those who wait included.</summary>
    internal Task Stopped => _stopped.Task;

    internal void Stop()
    {
        lock (_gate) _isStopping = true;
        _stopped.TrySetResult();
    }

    // Below zero the bucket owes: whoever waits for his turn has taken a token that is yet to come.
    private bool TakeToken(out TimeSpan wait)
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(options.ConnectBurst, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * options.ConnectsPerSecond));
        _filledAt = now;
        wait = TimeSpan.Zero;
        if (_tokens - 1 < -options.ConnectPatience.TotalSeconds * options.ConnectsPerSecond) return false;
        _tokens--;
        if (_tokens < 0) wait = TimeSpan.FromSeconds(-_tokens / options.ConnectsPerSecond);
        return true;
    }
}
