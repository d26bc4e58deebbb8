using System.Text;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Receipts;

namespace OpsCenter.KioskProtocol.Tests;

public sealed class Receipts
{
    [Fact]
    public void A_receipt_is_written_as_the_wire_says_and_read_back()
    {
        var receipt = new Receipt(OutboxId.Default, 42, [new SeqRange(17, 18), new SeqRange(30, 30)], HasMore: false);
        var bytes = ReceiptWriter.ToBytes(receipt);
        Assert.Equal("""{"outbox":"0","upTo":42,"missing":[[17,18],[30,30]],"more":false}""", Encoding.UTF8.GetString(bytes));
        Assert.True(ReceiptReader.TryRead(bytes, out var read, out _));
        Assert.Equal(bytes, ReceiptWriter.ToBytes(read));
    }

    [Fact]
    public void A_receipt_covers_everything_up_to_its_number_but_what_is_missing()
    {
        var receipt = new Receipt(OutboxId.Default, 42, [new SeqRange(17, 18), new SeqRange(30, 30)], HasMore: false);
        Assert.Equal([17, 18, 30], Enumerable.Range(1, 42).Where(seq => !receipt.Covers(seq)));
        Assert.False(receipt.Covers(43) || receipt.Covers(0));
    }

    [Fact]
    public void Beyond_100_ranges_the_lowest_are_told_and_nothing_is_known_above_them()
    {
        var missing = Enumerable.Range(1, 150).Select(i => new SeqRange(i * 2, i * 2)).ToList();
        Assert.True(ReceiptReader.TryRead(ReceiptWriter.ToBytes(new Receipt(OutboxId.Default, 1000, missing, HasMore: false)), out var read, out _));
        Assert.Equal((100, true, 200L), (read.Missing.Count, read.HasMore, read.KnownUpTo));
        Assert.True(read.Covers(199));
        Assert.False(read.Covers(201) || read.Covers(1000));
    }

    [Theory]
    [InlineData("""{"outbox":"0","missing":[],"more":false}""", "missing-up-to")]
    [InlineData("""{"outbox":"0","upTo":5,"more":false}""", "missing-missing")]
    [InlineData("""{"outbox":"0","upTo":-1,"missing":[]}""", "bad-up-to")]
    [InlineData("""{"outbox":"0","upTo":5,"missing":[[2,1]]}""", "bad-missing")]
    [InlineData("""{"outbox":"0","upTo":5,"missing":[[1,2],[2,3]]}""", "bad-missing")]
    [InlineData("""{"outbox":"0","upTo":5,"missing":[[6,6]]}""", "bad-missing")]
    [InlineData("""{"outbox":"0","upTo":5,"missing":[[1,2,3]]}""", "bad-missing")]
    [InlineData("""{"outbox":"0","upTo":5,"missing":[1,2]}""", "bad-missing")]
    [InlineData("""{"outbox":"0","upTo":5,"missing":{"a":[1]},"more":false}""", "bad-missing")]
    [InlineData("""{"outbox":"no","upTo":5,"missing":[]}""", "bad-outbox")]
    [InlineData("""{"outbox":"0","upTo":5,"missing":[],"more":1}""", "bad-more")]
    [InlineData("""{"outbox":"0","upTo":5,"missing":[],"upTo":6}""", "duplicate-member")]
    [InlineData("""{"outbox":"0","upTo":5,"missing":[[1""", "bad-json")]
    public void A_receipt_that_is_not_sure_deletes_nothing(string text, string reason)
    {
        Assert.False(ReceiptReader.TryRead(Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.Equal(reason, fault.Reason);
    }
}
