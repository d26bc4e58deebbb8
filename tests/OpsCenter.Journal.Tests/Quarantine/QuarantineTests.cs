using System.Text;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Contract;
using OpsCenter.Journal.InMemory;
using OpsCenter.Journal.Quarantine;
using OpsCenter.Journal.Sealing;

namespace OpsCenter.Journal.Tests.Quarantine;

public sealed class QuarantineTests
{
    [Fact]
    public void A_message_is_listed_with_its_reason_opened_and_marked_once_it_was_requeued()
    {
        using var vault = new KeyVault(new InMemoryKeyStore());
        using var journal = new InMemoryJournal();
        var payload = vault.SealAlone("message", "{\"seq\":7"u8);
        var tap = Facts.Tap(Facts.Kiosk, 7);
        vault.Flush();
        journal.Commit([Facts.CheckIn(1), Facts.Quarantined(2, payload, "bad-json", tap), Facts.Quarantined(3, payload, "too-deep")]);
        journal.Commit([Facts.At(4, new KioskEvent.MessageRequeued(Facts.Kiosk, 2), null)]);

        var list = QuarantineList.Of(journal.Read(0));

        Assert.Equal([(2, "bad-json", true), (3, "too-deep", false)], list.All.Select(message => (message.Position, message.Reason, message.Requeued)));
        var (fact, message) = QuarantineList.Find(journal, 2)!.Value;
        Assert.Equal(tap, fact.Tap);
        Assert.All((long[])[0, 1, 4, 5], position => Assert.Null(QuarantineList.Find(journal, position)));
        Assert.True(vault.TryOpen(message.Payload, out byte[]? bytes));
        Assert.Equal("{\"seq\":7", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void A_kiosk_that_sends_nonsense_fills_neither_the_memory_nor_the_list()
    {
        var payload = new SealedField("message/1", new byte[16 * 1024]);
        var other = new Recorded(1, 1, new Fact(new KioskEvent.MessageQuarantined(KioskId.Parse("k-other"), "bad-json", payload, false, null), Facts.Morning, Facts.Morning, Actor.Server, null));
        var list = new QuarantineList();
        list.Apply([other, .. Enumerable.Range(2, 10_000).Select(position => Facts.Quarantined(position, payload))]);
        Assert.Equal(QuarantineList.KeptOfOneKiosk + 1, list.All.Count);
        Assert.Equal((1, 10_001), (list.All.First().Position, list.All.Last().Position));
    }
}
