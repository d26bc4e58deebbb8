using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using OpsCenter.Domain.Territory;

namespace OpsCenter.Wall.Dashboards;

/// <summary>The walls that can be shown now. Files are read at start, and again when one is saved; a file that breaks keeps its last good walls.</summary>
internal sealed class DashboardShelf
{
    private readonly CityPlan _plan;
    private readonly WallFolder _folder;
    private readonly ILogger<DashboardShelf> _logger;
    private readonly Lock _gate = new();
    private FrozenDictionary<string, Shelved> _walls = FrozenDictionary<string, Shelved>.Empty;

    /// <exception cref="DashboardException">A file has faults; all of them are in it.</exception>
    public DashboardShelf(CityPlan plan, WallFolder folder, ILogger<DashboardShelf> logger)
    {
        (_plan, _folder, _logger) = (plan, folder, logger);
        var faults = Reload(keepGood: false);
        if (faults.Count > 0) throw new DashboardException(faults);
    }

    /// <summary>The names of all walls, in order.</summary>
    internal IEnumerable<string> Names => _walls.Keys.Order(StringComparer.Ordinal);

    /// <summary>A wall, and whether its file is broken now so that this is the last good one.</summary>
    internal bool TryGet(string name, out Dashboard wall, out bool kept)
    {
        bool found = _walls.TryGetValue(name, out var shelved);
        (wall, kept) = (shelved?.Wall!, shelved?.Kept ?? false);
        return found;
    }

    /// <summary>Reads all files again; walls whose file broke or vanished stay as they were, marked as kept.</summary>
    internal void Reload()
    {
        var faults = Reload(keepGood: true);
        foreach (var fault in faults) _logger.DashboardBroken(fault.ToString());
        if (faults.Count == 0) _logger.DashboardsLoaded(_walls.Count);
    }

    private List<DashboardFault> Reload(bool keepGood)
    {
        lock (_gate)
        {
            List<DashboardFault> faults = [];
            var walls = new Dictionary<string, Shelved>();
            foreach (string path in Listed(faults))
            {
                var file = new Faults(Path.GetFileName(path));
                foreach (var wall in ReadFile(path, file))
                    if (!walls.TryAdd(wall.Name, new Shelved(wall, Path.GetFileName(path), Kept: false))) file.Add(0, $"another file defines the wall '{wall.Name}' too.");
                faults.AddRange(file.All);
            }
            if (walls.Count == 0 && faults.Count == 0) faults.Add(new DashboardFault(_folder.Path, 0, "holds no dashboard."));
            if (keepGood)
                foreach (var (name, shelved) in _walls)
                    if (!walls.ContainsKey(name)) walls[name] = shelved with { Kept = faults.Any(fault => fault.File == shelved.File || fault.File == _folder.Path) };
            _walls = walls.ToFrozenDictionary();
            return faults;
        }
    }

    private List<string> Listed(List<DashboardFault> faults)
    {
        try
        {
            return [.. _folder.Files()];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            faults.Add(new DashboardFault(_folder.Path, 0, $"cannot be listed: {unreadable.Message}"));
            return [];
        }
    }

    private IReadOnlyList<Dashboard> ReadFile(string path, Faults faults)
    {
        try
        {
            return DashboardReader.Read(Path.GetFileNameWithoutExtension(path), File.ReadAllBytes(path), _plan, faults);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            faults.Add(0, $"cannot be read: {unreadable.Message}");
            return [];
        }
    }

    private sealed record Shelved(Dashboard Wall, string File, bool Kept);
}
