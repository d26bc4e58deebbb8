using System.Diagnostics;

namespace OpsCenter.Simulator.Run;

/// <summary>Ends the simulation with the process that started it, however that one ends.</summary>
/// <remarks>The kernel's own signal on a parent's death is bound to the thread that started the child, which a pool may retire; the end of the
/// standard input comes at once and for every kind of death, and a look at the process each 2 s covers an input that someone else holds open.</remarks>
internal static class ParentWatch
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>Completes when the parent is gone, or when cancelled.</summary>
    internal static async Task GoneAsync(int parent, TimeProvider time, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(InputEndsAsync(either.Token), ProcessEndsAsync(parent, time, either.Token));
        await either.CancelAsync();
    }

    private static async Task InputEndsAsync(CancellationToken cancellationToken)
    {
        await using var input = Console.OpenStandardInput();
        byte[] ignored = new byte[64];
        while (await input.ReadAsync(ignored, cancellationToken) > 0)
        {
            // The parent says nothing; only the end matters.
        }
    }

    private static async Task ProcessEndsAsync(int parent, TimeProvider time, CancellationToken cancellationToken)
    {
        while (IsAlive(parent)) await Task.Delay(Period, time, cancellationToken);
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
