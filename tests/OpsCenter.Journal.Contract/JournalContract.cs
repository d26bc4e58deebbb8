namespace OpsCenter.Journal.Contract;

/// <summary>What every journal promises. One suite, run on every adapter (style, habit 24).</summary>
public abstract class JournalContract : IDisposable
{
    /// <summary>The journal of this test's storage; a second call restarts the process on the same storage.</summary>
    protected abstract IJournal Open();

    /// <summary>The next commits find no space, or find it again.</summary>
    protected abstract void FillTheDisk(bool full);

    /// <summary>The next commit's fsync fails.</summary>
    protected abstract void BreakTheDisk();

    public void Dispose()
    {
        Clean();
        GC.SuppressFinalize(this);
    }

    protected abstract void Clean();

    [Fact]
    public void A_fresh_journal_is_empty()
    {
        using var journal = Open();
        Assert.Equal(0, journal.Head);
        Assert.Empty(journal.Read(0));
    }

    [Fact]
    public void What_was_committed_is_read_as_it_was()
    {
        using var journal = Open();
        var batch = Facts.CheckIns(1, 3);
        journal.Commit(batch);
        Assert.Equal(3, journal.Head);
        Assert.Equal(batch, journal.Read(0));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Whether_a_taps_clocks_were_believed_is_kept(bool doubtful)
    {
        var tap = Facts.Tap(Facts.Kiosk, 1) with { IsTimeDoubtful = doubtful };
        using (var journal = Open()) journal.Commit([Facts.At(1, Facts.CheckIn(1).Event, tap)]);
        using var again = Open();
        Assert.Equal(tap, Assert.Single(again.Read(0)).Fact.Tap);
    }

    [Fact]
    public void A_restart_finds_all_and_goes_on_where_it_ended()
    {
        using (var journal = Open()) journal.Commit(Facts.CheckIns(1, 5));
        using var again = Open();
        Assert.Equal(5, again.Head);
        again.Commit(Facts.CheckIns(6, 2));
        Assert.Equal(Facts.CheckIns(1, 7), again.Read(0));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(5), InlineData(6), InlineData(7), InlineData(100)]
    public void Reading_starts_after_any_position_even_within_a_commit(long after)
    {
        using var journal = Open();
        journal.Commit(Facts.CheckIns(1, 1));
        journal.Commit(Facts.CheckIns(2, 4));
        journal.Commit(Facts.CheckIns(6, 1));
        Assert.Equal(Facts.CheckIns(1, 6).Where(recorded => recorded.Position > after), journal.Read(after));
    }

    [Fact]
    public void Many_commits_of_many_sizes_are_read_in_order()
    {
        using var journal = Open();
        var random = new Random(17);
        for (long first = 1; first < 3000;)
        {
            int count = random.Next(1, 40);
            journal.Commit(Facts.CheckIns(first, count));
            first += count;
        }
        Assert.Equal(Facts.CheckIns(1, (int)journal.Head), journal.Read(0));
    }

    [Theory, InlineData(2), InlineData(0), InlineData(100)]
    public void A_batch_that_does_not_follow_the_head_is_refused_and_changes_nothing(long first)
    {
        using var journal = Open();
        Assert.Throws<ArgumentException>(() => journal.Commit(Facts.CheckIns(first, 2)));
        journal.Commit(Facts.CheckIns(1, 1));
        Assert.Equal(1, journal.Head);
    }

    [Fact]
    public void A_batch_with_a_hole_or_without_facts_is_refused()
    {
        using var journal = Open();
        Assert.Throws<ArgumentException>(() => journal.Commit([Facts.CheckIn(1), Facts.CheckIn(3)]));
        Assert.Throws<ArgumentException>(() => journal.Commit([]));
        Assert.Empty(journal.Read(0));
    }

    [Fact]
    public void A_full_disk_refuses_the_whole_batch_and_the_journal_goes_on_when_there_is_space()
    {
        using var journal = Open();
        journal.Commit(Facts.CheckIns(1, 2));
        FillTheDisk(true);
        Assert.Throws<JournalFullException>(() => journal.Commit(Facts.CheckIns(3, 3)));
        Assert.Equal(2, journal.Head);
        Assert.Equal(Facts.CheckIns(1, 2), journal.Read(0));
        FillTheDisk(false);
        journal.Commit(Facts.CheckIns(3, 1));
        Assert.Equal(Facts.CheckIns(1, 3), journal.Read(0));
    }

    [Fact]
    public void After_a_failed_sync_every_call_fails_and_a_restart_is_sound()
    {
        using (var journal = Open())
        {
            journal.Commit(Facts.CheckIns(1, 2));
            BreakTheDisk();
            Assert.Throws<JournalFailedException>(() => journal.Commit(Facts.CheckIns(3, 1)));
            Assert.Throws<JournalFailedException>(() => journal.Commit(Facts.CheckIns(3, 1)));
            Assert.Throws<JournalFailedException>(() => journal.Read(0));
            Assert.Throws<JournalFailedException>(() => journal.SaveSnapshot("board", 1, [1]));
            Assert.Throws<JournalFailedException>(() => journal.TryLoadSnapshot("board", out _, out _));
        }
        using var again = Open();
        Assert.InRange(again.Head, 2, 3);
        Assert.Equal(Facts.CheckIns(1, (int)again.Head), again.Read(0));
    }

    [Fact]
    public void The_newest_snapshot_of_each_name_is_found_after_a_restart()
    {
        using (var journal = Open())
        {
            journal.Commit(Facts.CheckIns(1, 9));
            Assert.False(journal.TryLoadSnapshot("board", out _, out _));
            for (long position = 1; position <= 4; position++) journal.SaveSnapshot("board", position, [(byte)position]);
            journal.SaveSnapshot("shard", 9, [9, 9]);
        }
        using var again = Open();
        Assert.True(again.TryLoadSnapshot("board", out long at, out byte[] content));
        Assert.Equal((4, "04"), (at, Convert.ToHexString(content)));
        Assert.True(again.TryLoadSnapshot("shard", out at, out content));
        Assert.Equal((9, "0909"), (at, Convert.ToHexString(content)));
    }

    [Fact]
    public void A_snapshot_beyond_the_head_is_refused()
    {
        using var journal = Open();
        journal.Commit(Facts.CheckIns(1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => journal.SaveSnapshot("board", 3, [1]));
    }

    [Fact]
    public void Instants_are_kept_to_the_last_tick_so_that_a_second_fold_is_the_first()
    {
        using var journal = Open();
        var recorded = Facts.CheckIn(1);
        journal.Commit([recorded with { Fact = recorded.Fact with { Happened = Facts.Morning.AddTicks(1), Heard = Facts.Morning.AddTicks(2) } }]);
        var fact = Assert.Single(journal.Read(0)).Fact;
        Assert.Equal((Facts.Morning.UtcTicks + 1, Facts.Morning.UtcTicks + 2), (fact.Happened.UtcTicks, fact.Heard.UtcTicks));
    }
}
