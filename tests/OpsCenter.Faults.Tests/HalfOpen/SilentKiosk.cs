using System.Net.Sockets;
using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Faults.Tests.Fuzzing;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.HalfOpen;

/// <summary>A kiosk of plain sockets. What it pressed while nobody heard it, it keeps, and sends again on its next session.</summary>
internal sealed class SilentKiosk(KioskCredential kiosk) : IDisposable
{
    private readonly Dictionary<long, byte[]> _unheard = [];
    private readonly List<long> _acknowledged = [];
    private readonly List<Socket> _abandoned = [];
    private Socket? _socket;
    private long _seq;

    internal KioskCredential Kiosk => kiosk;

    /// <summary>Acknowledged only when it was sent again.</summary>
    internal long Recovered { get; private set; }

    /// <summary>Begins a session; one that stands is left as it is, as by a kiosk that lost its power.</summary>
    internal async Task SignInAsync(int port, int keepAlive)
    {
        if (_socket is not null) _abandoned.Add(_socket);
        _socket = await Dial.OpenAsync(port);
        await Dial.TrySendAsync(_socket, Wire.Connect(isV5: false, kiosk.Kiosk, kiosk.Secret, keepAlive: keepAlive));
        Assert.Equal([0x20, 0x02, 0x00, 0x00], await ReadAsync(_socket));
    }

    /// <summary>A press that is acknowledged.</summary>
    internal async Task PressAsync() => await SendAsync(++_seq, TapJson.WalkIn(_seq));

    /// <summary>A press whose bytes go nowhere.</summary>
    internal async Task PressUnheardAsync()
    {
        _unheard[++_seq] = TapJson.WalkIn(_seq);
        await Dial.TrySendAsync(_socket!, Publish(_seq, _unheard[_seq]));
    }

    internal async Task SendAgainAsync()
    {
        foreach (var (seq, tap) in _unheard)
        {
            await SendAsync(seq, tap);
            Recovered++;
        }
        _unheard.Clear();
    }

    /// <summary>Compares what was acknowledged with what the journal holds.</summary>
    internal static Reckoning Reckon(IReadOnlyCollection<SilentKiosk> kiosks, VerifyOutput journal)
    {
        long acknowledged = kiosks.Sum(kiosk => (long)kiosk._acknowledged.Count);
        long found = kiosks.Sum(kiosk => kiosk._acknowledged.LongCount(seq => journal.Has(kiosk.Kiosk.Kiosk, seq)));
        return new Reckoning
        {
            Attempted = kiosks.Sum(kiosk => kiosk._seq),
            Acknowledged = acknowledged,
            Found = found,
            Lost = acknowledged - found,
            Duplicated = journal.CountedTwice.Count + Math.Max(0, journal.CheckIns - journal.Journaled),
            Uncounted = Math.Max(0, journal.Journaled - journal.CheckIns),
            Unexpected = journal.Quarantined + Math.Max(0, journal.Journaled - kiosks.Sum(kiosk => kiosk._seq)),
            Recovered = kiosks.Sum(kiosk => kiosk.Recovered),
            Chain = journal.Chain,
        };
    }

    /// <summary>Ends all its sockets, those of dead wires too.</summary>
    public void Dispose()
    {
        foreach (var socket in _abandoned) socket.Dispose();
        _abandoned.Clear();
        _socket?.Dispose();
        _socket = null;
    }

    private async Task SendAsync(long seq, byte[] tap)
    {
        Assert.True(await Dial.TrySendAsync(_socket!, Publish(seq, tap)));
        Assert.Equal([0x40, 0x02, .. Wire.Two((int)(seq & 0x7FFF) + 1)], await ReadAsync(_socket!));
        _acknowledged.Add(seq);
    }

    private byte[] Publish(long seq, byte[] tap) => Wire.Publish(isV5: false, kiosk.Topic("up"), tap, qos: 1, (int)(seq & 0x7FFF) + 1);

    /// <summary>CONNACK and PUBACK of 3.1.1 have four bytes both.</summary>
    private static async Task<byte[]> ReadAsync(Socket socket)
    {
        byte[] answer = new byte[4];
        for (int read = 0; read < answer.Length;)
        {
            int more = await socket.ReceiveAsync(answer.AsMemory(read));
            Assert.NotEqual(0, more);
            read += more;
        }
        return answer;
    }
}
