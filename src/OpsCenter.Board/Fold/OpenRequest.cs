using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board.Fold;

/// <summary>What the board remembers of a request while it is open.</summary>
/// <param name="Node">Its grid.</param>
/// <param name="Kind">Its kind, for the happening that tells of its closing.</param>
/// <param name="DueSecond">When it becomes or became overdue, in seconds since 1970.</param>
/// <param name="Overdue">Whether its limit has passed.</param>
internal readonly record struct OpenRequest(int Node, RequestKind Kind, long DueSecond, bool Overdue);
