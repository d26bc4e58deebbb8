namespace OpsCenter.Kiosk.Link;

/// <summary>One timer for all links of a process: once a second each link looks what is due. A kiosk has one link, the simulator 2,600.</summary>
public sealed class LinkBeat : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private KioskLink[] _links = [];

    /// <summary>Starts beating.</summary>
    public LinkBeat(TimeProvider time) => _timer = time.CreateTimer(_ => Beat(), null, Period, Period);

    /// <summary>Stops beating.</summary>
    public void Dispose() => _timer.Dispose();

    internal void Add(KioskLink link)
    {
        lock (_gate) _links = [.. _links, link];
    }

    internal void Remove(KioskLink link)
    {
        lock (_gate) _links = [.. _links.Where(other => other != link)];
    }

    private void Beat()
    {
        foreach (var link in _links) link.Beat();
    }
}
