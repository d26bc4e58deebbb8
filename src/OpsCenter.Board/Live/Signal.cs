namespace OpsCenter.Board.Live;

/// <summary>Wakes all who wait for the next of something. Raised under the lock that guards what it tells of; awaited outside.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next <see cref="Raise"/>. Take it before looking at what it tells of, or a raise is missed.</summary>
    internal Task Next => _next.Task;

    internal void Raise()
    {
        var raised = _next;
        _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        raised.SetResult();
    }
}
