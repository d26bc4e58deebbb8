using OpsCenter.Benchmarks.Peers;
using OpsCenter.Benchmarks.Report;

namespace OpsCenter.Benchmarks.Rows;

/// <summary>A line of the table: measured several times, judged by medians.</summary>
internal abstract class Row
{
    /// <summary>The name on the command line.</summary>
    internal abstract string Key { get; }

    /// <summary>What is measured, as the table says it.</summary>
    internal abstract string What { get; }

    /// <summary>Peers that are not installed, and how they would be.</summary>
    protected HashSet<string> Missing { get; } = [];

    internal async Task<Finding> MeasureAsync(Bench bench)
    {
        for (int repetition = 1; repetition <= bench.Repetitions; repetition++)
        {
            Bench.Say($"{Key}, {repetition} of {bench.Repetitions}");
            try
            {
                // Who comes first finds another machine than who comes after it: they take turns.
                if (repetition % 2 == 0) await BesideAsync(bench);
                await RepeatAsync(bench);
                if (repetition % 2 != 0) await BesideAsync(bench);
            }
            catch (Exception broken) when (broken is InvalidOperationException or IOException)
            {
                Bench.Say(broken.Message);
                return new Finding("could not be measured", "–", [new Floor($"{Key}: {broken.Message.Split('\n')[0]}", false)]);
            }
        }
        return Judge();
    }

    /// <summary>Our server once.</summary>
    protected abstract Task RepeatAsync(Bench bench);

    /// <summary>Each peer once; nothing where the row has none.</summary>
    protected virtual Task BesideAsync(Bench bench) => Task.CompletedTask;

    protected abstract Finding Judge();

    /// <summary>Measures a peer, or keeps in mind that it is missing.</summary>
    protected async Task IfThereAsync(Func<Task> measure)
    {
        try
        {
            await measure();
        }
        catch (MissingPeerException missing)
        {
            Missing.Add(missing.Message);
        }
    }

    /// <summary>A floor on a ratio to a peer; not judged when the peer is missing.</summary>
    protected static Floor AtLeast(double factor, string peer, Series ours, Series theirs) => theirs.IsEmpty
        ? new Floor(FormattableString.Invariant($"≥ {factor} × {peer}"), null)
        : new Floor(FormattableString.Invariant($"≥ {factor} × {peer}: {ours.Median / theirs.Median:0.00}"), ours.Median >= factor * theirs.Median);

    protected static Floor AtMost(string what, double most, string unit, double value) =>
        new(FormattableString.Invariant($"{what} ≤ {most:#,0.##} {unit}: {value:#,0.##}"), value <= most);
}
