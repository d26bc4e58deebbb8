using System.Collections.Concurrent;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Ingest.Sessions;

/// <summary>The clocks of all kiosks, across connections. For any thread.</summary>
internal sealed class KioskClocks
{
    private readonly ConcurrentDictionary<KioskId, KioskClock> _clocks = new();

    internal KioskClock Of(KioskId kiosk) => _clocks.GetOrAdd(kiosk, _ => new KioskClock());
}
