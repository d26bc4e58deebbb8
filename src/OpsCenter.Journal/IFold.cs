using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal;

/// <summary>Anything that is a function of the journal: it is told every fact once, in order, after it became durable.</summary>
public interface IFold
{
    /// <summary>Takes the facts of one commit. Called on the shard's loop, or by a reader while the process starts: keep it short.</summary>
    /// <param name="batch">Facts that follow those taken before, without holes.</param>
    void Apply(IReadOnlyList<Recorded> batch);
}
