using System.Diagnostics;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>Waits for what another process will do; there is no clock of theirs to move.</summary>
internal static class Eventually
{
    internal static async Task TrueAsync(string claim, TimeSpan patience, Func<Task<bool>> holds)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(watch.Elapsed < patience, $"It never came true within {patience.TotalSeconds} s that {claim}.");
            await Task.Delay(20);
        }
    }
}
