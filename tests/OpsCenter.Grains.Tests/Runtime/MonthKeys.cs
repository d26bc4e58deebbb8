using OpsCenter.Grains.Runtime;
using OpsCenter.Journal.InMemory;
using OpsCenter.Journal.Sealing;
using OpsCenter.Testing;

namespace OpsCenter.Grains.Tests.Runtime;

public sealed class MonthKeys : IDisposable
{
    private static readonly DateOnly LastOfNovember = new(2026, 11, 30);

    private readonly InMemoryKeyStore _keys = new();
    private readonly MemoryDisk _disk = new();

    [Fact]
    public void A_months_key_goes_when_the_day_begins_on_which_its_last_day_lies_more_than_180_days_back()
    {
        var core = Started(TinyCity.Ten);
        foreach (var day in (DateOnly[])[LastOfNovember, LastOfNovember.AddDays(1)]) Use(day);
        core.RunDue(Begin(LastOfNovember.AddDays(180)));
        Assert.Equal(["month/2026-11", "month/2026-12"], Months);
        core.RunDue(Begin(LastOfNovember.AddDays(181)).AddTicks(-1));
        Assert.Equal(["month/2026-11", "month/2026-12"], Months);
        core.RunDue(Begin(LastOfNovember.AddDays(181)));
        Assert.Equal(["month/2026-12"], Months);
    }

    [Fact]
    public void A_server_that_was_down_on_that_day_destroys_the_key_when_it_starts()
    {
        Started(TinyCity.Ten);
        Use(LastOfNovember);
        Started(Begin(LastOfNovember.AddDays(200)));
        Assert.Empty(Months);
    }

    [Fact]
    public void A_crash_between_the_day_and_its_keys_is_made_good_by_the_next_start()
    {
        Started(Begin(LastOfNovember.AddDays(200)));
        Use(LastOfNovember); // as if it had not been destroyed yet, though the day has begun
        Started(Begin(LastOfNovember.AddDays(200)).AddHours(1));
        Assert.Empty(Months);
    }

    /// <summary>FT-09: nothing that cannot be taken back is done on the word of a clock that nobody looked at.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void A_start_a_year_ahead_begins_no_day_and_destroys_no_key_until_a_person_says_that_the_clock_is_right(bool isRight)
    {
        var before = Started(TinyCity.Ten);
        Use(DateOnly.FromDateTime(TinyCity.Ten.Date));
        var time = new ManualTime(TinyCity.Ten.AddDays(365));
        var core = new ShardCore(TinyCity.Plan(), new InMemoryJournal(_disk), new KeyVault(_keys));
        core.Restore();
        using var shard = new Shard(core, new ShardOptions(), time, _ => { });
        if (!isRight) shard.Clock.StartAfter(TinyCity.Ten);
        shard.Open();
        for (int turn = 0; turn < 1_000; turn++, time.Advance(TimeSpan.FromSeconds(1))) shard.Turn();
        Assert.Equal(isRight, core.City.Day > before.City.Day);
        Assert.Equal(isRight, !Months.Any());
        if (isRight) return;
        time.Jump(TimeSpan.FromDays(-364));
        shard.Turn();
        Assert.Equal(before.City.Day.AddDays(1), core.City.Day);
        Assert.Single(Months);
    }

    public void Dispose() => _keys.Dispose();

    private IEnumerable<string> Months => _keys.Names("month/").Order(StringComparer.Ordinal);

    private static DateTimeOffset Begin(DateOnly day) => TinyCity.Plan().Time.At(day, TimeOnly.MinValue);

    private void Use(DateOnly day)
    {
        var vault = new KeyVault(_keys);
        vault.Pseudonym(day, 0x0c0d0e0f);
        vault.Flush();
    }

    private ShardCore Started(DateTimeOffset now)
    {
        var core = new ShardCore(TinyCity.Plan(), new InMemoryJournal(_disk), new KeyVault(_keys));
        core.Restore();
        core.Open(now);
        core.RunDue(now);
        return core;
    }
}
