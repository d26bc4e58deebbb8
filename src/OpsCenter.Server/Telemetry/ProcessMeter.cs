using System.Diagnostics.Metrics;
using OpsCenter.Board;
using OpsCenter.Grains.Runtime;
using OpsCenter.Journal;

namespace OpsCenter.Server.Telemetry;

/// <summary>Figures that are read, not counted: how far the journal is, what waits, how many screens watch.</summary>
internal sealed class ProcessMeter : IDisposable
{
    private readonly Meter _meter = new("OpsCenter.Server");

    public ProcessMeter(Shard shard, IJournal journal, LiveBoard board)
    {
        _meter.CreateObservableGauge("opscenter.shard.waiting", () => shard.Waiting, "{command}", "Commands that wait for the loop");
        _meter.CreateObservableGauge("opscenter.shard.silence", () => shard.Silence.TotalSeconds, "s", "Since the loop last proved alive");
        _meter.CreateObservableGauge("opscenter.journal.head", () => journal.Head, "{fact}", "The newest journal position");
        _meter.CreateObservableGauge("opscenter.wall.screens", () => board.Screens, "{screen}", "Streams that screens watch");
    }

    public void Dispose() => _meter.Dispose();
}
