using System.Diagnostics;
using System.Globalization;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Server.CommandLine;

namespace OpsCenter.Server.Faults;

/// <summary>For tests alone (reliability FT-02): ends this process with SIGKILL when it is at a named moment for the n-th time. No handler runs, no buffer is flushed.</summary>
internal sealed class KillSwitch(FaultPoint at, int hit)
{
    /// <summary>The environment's variable: <c>NAME</c> or <c>NAME:N</c>, a name of <see cref="FaultPoint"/> and which hit, from 1; default 1. Unset, nothing is ever called.</summary>
    internal const string Variable = "OPSCENTER_TEST_KILL_AT";

    private int _hits;

    /// <summary>What a process calls at its named moments; null unless the environment asks for a kill.</summary>
    /// <exception cref="UsageException">The variable names no moment, or no count.</exception>
    internal static Action<FaultPoint>? FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text) return null;
        Console.Error.WriteLine($"{Variable}={text}: this process will kill itself. This is for tests alone.");
        return Parse(text).Meet;
    }

    /// <summary>A served city never kills itself: a variable left behind would be a crash loop.</summary>
    /// <exception cref="UsageException">The variable is set.</exception>
    internal static void MustBeUnset()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 }) throw new UsageException($"{Variable} is set: it is for tests of the demo alone. Unset it to serve a city.");
    }

    /// <exception cref="UsageException">The text names no moment, or no count.</exception>
    internal static KillSwitch Parse(string text)
    {
        string[] parts = text.Split(':', 2);
        int hit = 1;
        if (Enum.GetNames<FaultPoint>().Contains(parts[0]) && (parts.Length == 1 || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out hit) && hit > 0))
            return new KillSwitch(Enum.Parse<FaultPoint>(parts[0]), hit);
        throw new UsageException($"{Variable} is '{text}'; it must be NAME or NAME:N, N from 1. Known names: {string.Join(", ", Enum.GetNames<FaultPoint>())}.");
    }

    /// <summary>Says where the process is, and ends it when that was asked for.</summary>
    internal void Meet(FaultPoint point)
    {
        if (point != at || Interlocked.Increment(ref _hits) != hit) return;
        Console.Error.WriteLine($"killed at {at}:{hit}");
        using var self = Process.GetCurrentProcess();
        self.Kill();
        throw new UnreachableException("SIGKILL does not return.");
    }
}
