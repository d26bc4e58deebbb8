using System.Runtime.CompilerServices;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>
/// A small run starts some two hundred programs that live for seconds, and most of their processor time goes into compiling: without
/// measuring code that never grows hot (tiered PGO) a server is up for a fifth less of it. The full sizes run as shipped.
/// </summary>
internal static class ShortLives
{
    [ModuleInitializer]
    internal static void Begin()
    {
        if (Environment.GetEnvironmentVariable("OPSCENTER_RESULT") is not { Length: > 0 }) Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0"); // inherited by all that is started
    }
}
