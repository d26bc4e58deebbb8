using System.Text;
using OpsCenter.Domain.Kiosks;
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
        Assert.Equal(tap, list.Find(2)!.Tap);
        Assert.Null(list.Find(1));
        Assert.True(vault.TryOpen(list.Find(2)!.Payload, out byte[]? bytes));
        Assert.Equal("{\"seq\":7", Encoding.UTF8.GetString(bytes));
    }
}
