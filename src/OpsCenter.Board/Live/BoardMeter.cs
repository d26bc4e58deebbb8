using System.Diagnostics.Metrics;

namespace OpsCenter.Board.Live;

/// <summary>The figures of fold, frames and screens.</summary>
internal static class BoardMeter
{
    private static readonly Meter Meter = new("OpsCenter.Board");

    internal static readonly Histogram<double> Fold = Meter.CreateHistogram<double>("opscenter.board.fold", "ms", "Time in which the facts of one commit were folded");
    internal static readonly Histogram<double> Tick = Meter.CreateHistogram<double>("opscenter.board.tick", "ms", "Time of one look at the board, ten times a second");
    internal static readonly Counter<long> Written = Meter.CreateCounter<long>("opscenter.frames.written", "{frame}", "Messages serialized: snapshots, deltas, beats, happenings, lists and postures");
    internal static readonly Counter<long> WrittenBytes = Meter.CreateCounter<long>("opscenter.frames.written.size", "By", "Their bytes");
    internal static readonly Counter<long> Taken = Meter.CreateCounter<long>("opscenter.frames.taken", "{frame}", "Frames that screens took; more than written, because they are shared");
    internal static readonly UpDownCounter<long> Screens = Meter.CreateUpDownCounter<long>("opscenter.screens", "{screen}", "Scopes and details watched now, each screen's counted");
}
