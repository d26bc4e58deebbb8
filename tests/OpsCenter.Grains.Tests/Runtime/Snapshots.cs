using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;
using OpsCenter.Journal;
using OpsCenter.Journal.InMemory;
using OpsCenter.Journal.Quarantine;
using OpsCenter.Journal.Sealing;
using OpsCenter.Journal.Snapshots;
using OpsCenter.Testing;

namespace OpsCenter.Grains.Tests.Runtime;

public sealed class Snapshots : RandomDays
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    private static string Pack => TinyCity.Plan().Parts.Hash;

    [Theory, MemberData(nameof(Seeds))]
    public void A_snapshot_and_the_facts_after_it_come_out_as_all_facts_do(int seed)
    {
        var random = new Random(seed);
        Live(random, random.Next(1, 500));
        long position = Keep();
        Live(random, random.Next(500));

        var (whole, tail) = (Back(withSnapshots: false), Back(withSnapshots: true));
        Assert.Equal((Journal.Head, 0), (whole.Report.Facts, whole.Report.SnapshotAt));
        Assert.Equal((Journal.Head - position, position), (tail.Report.Facts, tail.Report.SnapshotAt));
        Assert.Equal(whole.Fields, tail.Fields);
        Assert.Empty(tail.Report.Ignored);
    }

    [Fact]
    public void The_random_days_reach_every_part_of_a_snapshot()
    {
        var random = new Random(1);
        HashSet<string> fields = []; // of several hours: at night nobody is inside
        for (int part = 0; part < 4; part++)
        {
            Live(random, 750);
            fields.UnionWith(Back(withSnapshots: false).Fields);
        }
        string[] tables = ["_kiosks", "_venues", "_grids", "_persons", "_requests", "_tickets", "_done", "_streams", "_city", "_requeued"];
        Assert.All(tables, table => Assert.Contains(fields, line => line.StartsWith($"._city.{table}._states[", StringComparison.Ordinal)));
        Assert.Contains(fields, line => line.Contains("<Missing>k__BackingField[2]", StringComparison.Ordinal));
        Assert.Contains(fields, line => line.Contains("<Recent>k__BackingField._old.", StringComparison.Ordinal) && !line.EndsWith("null", StringComparison.Ordinal));
        Assert.Contains(fields, line => line.EndsWith("<Behind>k__BackingField = True", StringComparison.Ordinal));
        foreach (string time in (string[])["<ForgotUntil>", "<UnsureUntil>", "<GuestsUntil>", "<Forgotten>"])
            Assert.Contains(fields, line => line.Contains(time, StringComparison.Ordinal) && !line.EndsWith(" = 0", StringComparison.Ordinal) && !line.EndsWith("null", StringComparison.Ordinal));
        Assert.Contains(fields, line => line.Contains("._messages[", StringComparison.Ordinal) && line.EndsWith("Requeued>k__BackingField = True", StringComparison.Ordinal));
        Assert.Contains(fields, line => line.Contains("_timetable._waiting[", StringComparison.Ordinal));
    }

    [Fact]
    public void A_snapshot_of_what_a_snapshot_brought_back_is_the_same_again()
    {
        Live(new Random(5), 400);
        Keep();
        var once = Back(withSnapshots: true);
        once.Core.Capture().Save();
        Assert.Equal(once.Fields, Back(withSnapshots: true).Fields);
    }

    [Fact]
    public void A_snapshot_taken_is_what_the_city_was_then_though_it_goes_on()
    {
        Live(new Random(7), 200);
        var draft = Core.Capture();
        byte[] then = Core.Capture().Write();
        Live(new Random(8), 200);
        Assert.Equal(then, draft.Write());
        Assert.NotEqual(then, Core.Capture().Write());
    }

    [Fact]
    public void A_snapshot_of_an_earlier_shape_is_left_aside_for_the_one_before_it()
    {
        Live(new Random(9), 100);
        long sound = Keep();
        Live(new Random(10), 100);
        Journal.SaveSnapshot("shard", Journal.Head, SnapshotContent.Write(Pack, [("grains.0", _ => { }), (Quarantine.Section, _ => { })]));
        var back = Back(withSnapshots: true);
        Assert.Equal(sound, back.Report.SnapshotAt);
        Assert.Contains("grains.0", Assert.Single(back.Report.Ignored), StringComparison.Ordinal);
        Assert.Equal(Back(withSnapshots: false).Fields, back.Fields);
    }

    [Theory]
    [InlineData("another-pack", 0, "another city pack")]
    [InlineData(null, 1, "holds 3 sections")]
    [InlineData(null, 2, "another length")]
    [InlineData(null, 3, "cannot be read")]
    public void A_snapshot_that_does_not_fit_is_left_aside_and_all_facts_are_read(string? pack, int fault, string reason)
    {
        Live(new Random(11), 100);
        List<(string, Action<BinaryWriter>)> sections = [("grains.3", Sound), (Quarantine.Section, Quarantine.Capture())];
        if (fault == 1) sections.Add(("more.1", _ => { }));
        if (fault == 2) sections[0] = ("grains.3", to => { Sound(to); to.Write(7L); });
        if (fault == 3) sections[0] = ("grains.3", to => to.Write([0x05, 0xFF]));
        Journal.SaveSnapshot("shard", Journal.Head, SnapshotContent.Write(pack ?? Pack, sections));
        var back = Back(withSnapshots: true);
        Assert.Equal((0, Journal.Head), (back.Report.SnapshotAt, back.Report.Facts));
        Assert.Contains(reason, Assert.Single(back.Report.Ignored), StringComparison.Ordinal);
        Assert.Equal(Back(withSnapshots: false).Fields, back.Fields);
    }

    [Fact]
    public void A_fold_that_keeps_nothing_is_refused_at_the_start()
    {
        var core = new ShardCore(TinyCity.Plan(), new InMemoryJournal(), new KeyVault(new InMemoryKeyStore()));
        core.Announce(new Forgetful());
        Assert.Throws<InvalidOperationException>(() => core.Restore());
    }

    private void Sound(BinaryWriter to) => ((IKept)Core.City).Capture()(to);

    private long Keep()
    {
        Core.Capture().Save();
        return Journal.Head;
    }

    private (ShardCore Core, RestoreReport Report, string[] Fields) Back(bool withSnapshots)
    {
        var journal = new InMemoryJournal(Disk);
        var core = new ShardCore(TinyCity.Plan(), withSnapshots ? journal : new WithoutSnapshots(journal), Vault);
        var list = new QuarantineList();
        core.Announce(list);
        var report = core.Restore();
        return (core, report, [.. Fields.Of(core.City).Select(line => "._city" + line), .. Fields.Of(core.Waiting).Select(line => "._timetable" + line), .. Fields.Of(list)]);
    }

    private sealed class Forgetful : IFold
    {
        public void Apply(IReadOnlyList<Recorded> batch)
        {
        }
    }

    private sealed class WithoutSnapshots(IJournal journal) : IJournal
    {
        public long Head => journal.Head;

        public void Commit(IReadOnlyList<Recorded> batch) => journal.Commit(batch);

        public IEnumerable<Recorded> Read(long after) => journal.Read(after);

        public void SaveSnapshot(string name, long position, ReadOnlySpan<byte> content) => journal.SaveSnapshot(name, position, content);

        public IEnumerable<Snapshot> Snapshots(string name) => [];

        public void Dispose() => journal.Dispose();
    }
}
