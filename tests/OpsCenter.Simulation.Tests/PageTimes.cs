using System.Globalization;
using System.Text.RegularExpressions;
using OpsCenter.Simulation.Tests.City;

namespace OpsCenter.Simulation.Tests;

/// <summary>A simulated screen proves something of the page only while it keeps the page's own times.</summary>
public sealed class PageTimes
{
    [Theory]
    [InlineData("age/age.ts", @"delayedAfterMs = ([\d_]+);", PageRules.DelayedAfter)]
    [InlineData("age/age.ts", @"resyncAfterMs = ([\d_]+);", PageRules.ResyncAfter)]
    [InlineData("age/clock.ts", @"slowAnswerMs = ([\d_]+);", PageRules.SlowAnswer)]
    [InlineData("age/header.ts", @"setInterval\(\(\) => this\.tick\(\), ([\d_]+)\)", PageRules.Speaks)]
    [InlineData("page/pulse.ts", @"setInterval\(\(\) => void this\.#ask\(\), ([\d_]+)\)", PageRules.Asks)]
    [InlineData("link/link.ts", @"silenceMs = ([\d_]+);", PageRules.SilentAfter)]
    [InlineData("link/link.ts", @"setInterval\(\(\) => this\.#listenForSilence\(\), ([\d_]+)\)", PageRules.Listens)]
    [InlineData("link/link.ts", @"serverTimeoutInMilliseconds = ([\d_]+);", PageRules.ServerTimeout)]
    [InlineData("link/link.ts", @"\+\+running\.failures >= (\d+)\)", PageRules.Failures)]
    [InlineData("link/backoff.ts", @"firstWaitMs = ([\d_]+);", PageRules.FirstWait)]
    [InlineData("link/backoff.ts", @"maxWaitMs = ([\d_]+);", PageRules.MostWait)]
    public void A_screen_keeps_the_times_of_the_page(string module, string said, int kept)
    {
        var found = Assert.Single(Regex.Matches(File.ReadAllText(Path.Combine(Source(), module)), said));
        Assert.Equal(kept, int.Parse(found.Groups[1].Value.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
    }

    private static string Source()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "OpsCenter.sln"))) return Path.Combine(folder.FullName, "src", "OpsCenter.Wall", "Browser", "src");
        throw new InvalidOperationException("The tests do not stand in the repository.");
    }
}
