using System.Diagnostics;
using System.Globalization;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Storms;

/// <summary>Many devices that lose their server in one moment and want it back.</summary>
internal sealed class Storm : IDisposable
{
    private readonly StormClient[] _clients;
    private long _readyAt;

    /// <summary>Kiosks as far as the demo has them, then integrators, of whom each name may come many times.</summary>
    internal Storm(Credentials credentials, int clients, int seed, int after) => _clients =
    [
        .. credentials.Kiosks.Skip(after).Take(clients).Select((kiosk, index) => new StormClient(kiosk.Kiosk, kiosk.Kiosk, kiosk.Secret, new Random(seed + index))),
        .. Enumerable.Range(0, Math.Max(0, clients - (credentials.Kiosks.Count - after)))
            .Select(index => new StormClient($"screen-{index}", credentials.ReaderUser, credentials.ReaderSecret, new Random(seed - 1 - index))),
    ];

    internal int Clients => _clients.Length;

    /// <summary>All come, a few at a time, so that no limit is met.</summary>
    internal async Task ComeCalmlyAsync(int port, int aSecond, CancellationToken cancellationToken)
    {
        foreach (var handful in _clients.Chunk(Math.Max(1, aSecond / 10)))
        {
            long began = Stopwatch.GetTimestamp();
            bool[] came = await Task.WhenAll(handful.Select(client => client.TryComeAsync(port, cancellationToken)));
            Assert.All(came, Assert.True);
            var left = TimeSpan.FromMilliseconds(100) - Stopwatch.GetElapsedTime(began);
            if (left > TimeSpan.Zero) await Task.Delay(left, cancellationToken);
        }
    }

    /// <summary>Each waits until the server is gone, and comes back by itself.</summary>
    internal Task ComeBackAsync(int port, CancellationToken cancellationToken) => Task.WhenAll(_clients.Select(client => client.ComeBackAsync(port, cancellationToken)));

    /// <summary>All go at once, and come back at once to a server that stands.</summary>
    internal Task LeaveAndComeAsync(int port, CancellationToken cancellationToken) => Task.WhenAll(_clients.Select(client => client.LeaveAndComeAsync(port, cancellationToken)));

    /// <summary>How many were let in within the fullest second.</summary>
    internal int FullestSecond
    {
        get
        {
            long[] moments = [.. _clients.Select(client => client.AnsweredAt).Order()];
            int most = 0;
            for (int first = 0, last = 0; last < moments.Length; last++)
            {
                while (Stopwatch.GetElapsedTime(moments[first], moments[last]) > TimeSpan.FromSeconds(1)) first++;
                most = Math.Max(most, last - first + 1);
            }
            return most;
        }
    }

    /// <summary>Told when a server is there again.</summary>
    internal void Ready() => _readyAt = Stopwatch.GetTimestamp();

    /// <summary>How long after the server was there again the last was back.</summary>
    internal TimeSpan BackAfter => Stopwatch.GetElapsedTime(_readyAt, Math.Max(_readyAt, _clients.Max(client => client.AnsweredAt)));

    internal string Figures
    {
        get
        {
            double[] answered = Answered;
            return string.Create(CultureInfo.InvariantCulture,
                $"dial to CONNACK p50 {answered[answered.Length / 2]:F0} p99 {AnsweredP99:F0} max {answered[^1]:F0} ms, attempts at most {_clients.Max(client => client.Attempts)}, fullest second {FullestSecond}");
        }
    }

    /// <summary>From the dial that was let in to CONNACK: what 99 of 100 waited at most, in milliseconds.</summary>
    internal double AnsweredP99 => Answered[(int)(_clients.Length * 0.99)];

    private double[] Answered => [.. _clients.Select(client => client.Answered.TotalMilliseconds).Order()];

    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
    }
}
