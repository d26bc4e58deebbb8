using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Screens;

/// <summary>Screens behind slow wires, a quarter each: 1 KB a second, 10 bytes, as good as stopped, as good as stopped where nothing happens.</summary>
internal sealed class SlowOnes : IAsyncDisposable
{
    internal const int Count = 12;
    internal const int Behind = Count - Count / 4; // the quiet ones have little to hold
    internal const int Kilobyte = 1024;
    internal const string Quiet = "370687"; // a district in which nobody taps: a byte a second is behind for ever, and no buffer fills

    private readonly ServerProcess _server;
    private readonly string _detail;
    private readonly FaultyLine _slow, _dribbling, _stopped;
    private HubScreen[] _screens = [];

    private SlowOnes(ServerProcess server, string detail)
    {
        (_server, _detail) = (server, detail);
        (_slow, _dribbling, _stopped) = (Line(), Line(), Line());
    }

    internal static async Task<SlowOnes> WatchAsync(ServerProcess server, string detail)
    {
        var ones = new SlowOnes(server, detail);
        FaultyLine[] lines = [ones._slow, ones._dribbling, ones._stopped, ones._stopped];
        ones._screens = await Task.WhenAll(Enumerable.Range(0, Count).Select(i => i % 4 == 3
            ? HubScreen.WatchAsync(server, lines[i % 4].Port, Quiet, "self")
            : HubScreen.WatchAsync(server, lines[i % 4].Port, Credentials.City, detail)));
        (ones._dribbling.BytesPerSecond, ones._stopped.BytesPerSecond) = (10, 1); // once they are in: who opens the page has read its head
        return ones;
    }

    /// <summary>Those at 1 KB a second read as fast as it goes.</summary>
    internal void ReadAgain() => _slow.BytesPerSecond = 0;

    /// <summary>Waits until the first of them is up to date. As a wall does it: one that was cut meanwhile (at 1 KB a second a part of a snapshot takes a minute) watches anew.</summary>
    /// <returns>Whether it had been cut.</returns>
    internal async Task<bool> CatchUpAsync(long version, TimeSpan patience)
    {
        bool wasCut = false;
        await Eventually.TrueAsync($"a screen that reads again reaches version {version}", patience, async () =>
        {
            if (_screens[0].Version >= version) return true;
            if (!_screens[0].IsEnded) return false;
            wasCut = true;
            await _screens[0].DisposeAsync();
            _screens[0] = await HubScreen.WatchAsync(_server, _slow.Port, Credentials.City, _detail);
            return false;
        });
        return wasCut;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var screen in _screens) await screen.DisposeAsync();
        foreach (var line in (FaultyLine[])[_slow, _dribbling, _stopped]) await line.DisposeAsync();
    }

    private FaultyLine Line() => new(_server.HttpPort) { BytesPerSecond = Kilobyte };
}
