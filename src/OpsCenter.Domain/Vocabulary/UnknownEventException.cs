namespace OpsCenter.Domain.Vocabulary;

/// <summary>A fold met an event that cannot follow its state: a bug or a damaged journal, never something to skip (style, habit 7).</summary>
public sealed class UnknownEventException(OpsEvent happened, object state)
    : Exception($"{happened.GetType().Name} cannot follow {state.GetType().Name} of {happened.Stream}.");
