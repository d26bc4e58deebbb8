using OpsCenter.Domain.Kiosks;

namespace OpsCenter.Ingest.Sessions;

/// <summary>What is known of one kiosk's clocks: the newest state of its last boots. Lives as long as the server, across connections.</summary>
internal sealed class KioskClock
{
    private const int KeptBoots = 4;

    private readonly Lock _gate = new();
    private readonly List<BootMark> _marks = [];

    /// <summary>A state of a boot was heard.</summary>
    internal void Note(BootMark mark)
    {
        lock (_gate)
        {
            int known = _marks.FindIndex(other => other.Boot == mark.Boot);
            if (known >= 0) _marks.RemoveAt(known);
            else if (_marks.Count == KeptBoots) _marks.RemoveAt(0);
            _marks.Add(mark);
        }
    }

    /// <summary>The newest state of a boot; null when none was heard.</summary>
    internal BootMark? Find(string boot)
    {
        lock (_gate)
        {
            for (int i = _marks.Count - 1; i >= 0; i--)
                if (_marks[i].Boot == boot) return _marks[i];
            return null;
        }
    }
}
