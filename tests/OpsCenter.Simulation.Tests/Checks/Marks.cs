using OpsCenter.Board;

namespace OpsCenter.Simulation.Tests.Checks;

/// <summary>Versions at which screens are looked at: the reference tells what each unit was then, and a screen what it shows when it says that version.</summary>
internal sealed class Marks(Action<string> wrong)
{
    /// <summary>Every so many frames one is marked.</summary>
    internal const int Every = 32;

    private readonly Dictionary<long, Dictionary<string, Tile>?> _postures = [];
    private readonly List<(string Screen, long Version, Dictionary<string, Tile> Shown)> _seen = [];

    /// <summary>How often a screen was compared.</summary>
    internal int Compared { get; private set; }

    /// <summary>The reference has passed this position, and no longer knows what was before.</summary>
    internal long Passed { get; set; }

    internal void Set(long version)
    {
        if (version > Passed) _postures.TryAdd(version, null);
    }

    internal bool Has(long version) => _postures.ContainsKey(version);

    /// <summary>What the reference says of a version.</summary>
    internal void Tell(long version, Func<Dictionary<string, Tile>> postures)
    {
        Passed = version;
        if (_postures.ContainsKey(version)) _postures[version] = postures();
    }

    /// <summary>What a screen shows.</summary>
    internal void See(string screen, long version, Dictionary<string, Tile> shown) => _seen.Add((screen, version, new(shown)));

    /// <summary>I5: what each screen showed is what the city was at the version that it stated.</summary>
    internal void Compare()
    {
        foreach (var (screen, version, shown) in _seen)
        {
            if (_postures[version] is not { } postures) continue;
            Compared++;
            foreach (var (unit, tile) in shown)
                if (tile != postures[unit]) wrong($"I5: {screen} shows of {unit} at {version} {tile}; by the reference it was {postures[unit]}.");
        }
        _seen.RemoveAll(seen => _postures[seen.Version] is not null);
    }
}
