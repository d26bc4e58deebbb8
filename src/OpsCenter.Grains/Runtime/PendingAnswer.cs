namespace OpsCenter.Grains.Runtime;

/// <summary>A receipt that a request can await: its task ends when the command was answered, on another thread than the loop's.</summary>
public sealed class PendingAnswer : ICommandReceipt
{
    private readonly TaskCompletionSource<Outcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer.</summary>
    public Task<Outcome> Task => _answer.Task;

    /// <inheritdoc/>
    public void Complete(in Outcome outcome) => _answer.TrySetResult(outcome);
}
