using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpsCenter.Board.Tests.Testing;
using OpsCenter.Testing;
using OpsCenter.Wall.Dashboards;

namespace OpsCenter.Wall.Tests.Dashboards;

/// <summary>Files that break while the server runs.</summary>
public sealed class KeepingDashboards : IDisposable
{
    private const string Good = """
        {
          "scope": "370600",
          "title": { "zh": "烟台", "en": "Yantai" },
          "screen": { "widthMm": 1218, "heightMm": 685, "distanceM": 5 },
          "layout": { "columns": ["1fr"], "rows": ["1fr"], "areas": ["one"] },
          "panels": { "one": [{ "type": "figure", "figure": "open" }] }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("opscenter-walls-").FullName;

    private string City => Path.Combine(_folder, "city.json");

    public KeepingDashboards() => File.WriteAllText(City, Good);

    [Theory, InlineData(false), InlineData(true)]
    public void A_file_that_turns_to_GBK_or_half_a_character_keeps_its_last_good_wall_and_says_so(bool half)
    {
        var shelf = NewShelf();
        File.WriteAllBytes(City, half ? Encoding.UTF8.GetBytes(Good.Replace("烟台", "\\ud800", StringComparison.Ordinal)) : Gbk());
        shelf.Reload();
        Assert.True(shelf.TryGet("city", out var wall, out bool kept));
        Assert.Equal(("烟台", true), (wall.Title.Zh, kept));
        File.WriteAllText(City, Good);
        shelf.Reload();
        Assert.True(shelf.TryGet("city", out _, out kept));
        Assert.False(kept);
    }

    [Fact]
    public void A_start_with_a_file_in_GBK_is_refused_with_file_and_line()
    {
        File.WriteAllBytes(City, Gbk());
        var refused = Assert.Throws<DashboardException>(NewShelf);
        Assert.Equal(("city.json", 3), (Assert.Single(refused.Faults).File, refused.Faults[0].Line));
    }

    [Fact]
    public void A_file_that_this_user_may_not_read_keeps_its_last_good_wall_and_is_refused_at_start()
    {
        var shelf = NewShelf();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(City, UnixFileMode.None);
        if (MayRead()) LinkToItself(); // the superuser may read every file, but not a link that leads nowhere
        shelf.Reload();
        Assert.True(shelf.TryGet("city", out _, out bool kept));
        Assert.True(kept);
        Assert.Equal("city.json", Assert.Single(Assert.Throws<DashboardException>(NewShelf).Faults).File);
    }

    [Fact]
    public async Task Nothing_that_goes_wrong_leaves_the_timer()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));
        var log = new FullDisk();
        var walls = new WallFolder(_folder);
        using var watcher = new DashboardWatcher(new DashboardShelf(SmallCity.Plan(), walls, log), walls, time, NullLogger<DashboardWatcher>.Instance);
        await watcher.StartAsync(TestContext.Current.CancellationToken);
        File.WriteAllText(City, Good + "\n");
        // The system tells of a saved file in its own time: seconds on a busy machine.
        for (int turn = 0; turn < 3000 && !log.Tried; turn++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
        Assert.True(log.Tried);
        await watcher.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private DashboardShelf NewShelf() => new(SmallCity.Plan(), new WallFolder(_folder), NullLogger<DashboardShelf>.Instance);

    private static byte[] Gbk()
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(Good);
        int at = utf8.AsSpan().IndexOf("烟台"u8);
        return [.. utf8[..at], 0xD1, 0xCC, 0xCC, 0xA8, .. utf8[(at + 6)..]];
    }

    private void LinkToItself()
    {
        File.Delete(City);
        File.CreateSymbolicLink(City, City);
    }

    private bool MayRead()
    {
        try
        {
            using var file = File.OpenRead(City);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>A log that cannot be written to.</summary>
    private sealed class FullDisk : ILogger<DashboardShelf>
    {
        internal bool Tried { get; private set; }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Tried = true;
            throw new InvalidOperationException("The log's disk is full.");
        }
    }
}
