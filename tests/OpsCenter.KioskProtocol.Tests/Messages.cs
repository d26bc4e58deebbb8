using System.Text;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Asks;
using OpsCenter.KioskProtocol.Down;
using OpsCenter.KioskProtocol.Reports;
using OpsCenter.KioskProtocol.Taps;
using OpsCenter.KioskProtocol.Tests.Testing;

namespace OpsCenter.KioskProtocol.Tests;

public sealed class Messages
{
    private static readonly KioskState Full = new()
    {
        IsOnline = true,
        Now = Golden.At,
        Since = new BootInstant("b00t", 5),
        Uptime = 12.5,
        Version = "1.2.3",
        Outbox = Golden.Outbox,
        LastSeq = 42,
        OldestSeq = 40,
        Queued = 3,
        Temperature = -2.5,
        Applied = "17",
    };

    internal const string FullText =
        """{"online":true,"now":"2026-11-21T08:00:00.123+08:00","boot":"b00t","mono":5,"uptime":12.5,"version":"1.2.3","outbox":"9f3c1a2b4d5e6f70","lastSeq":42,"oldestSeq":40,"queued":3,"temperature":-2.5,"applied":"17"}""";

    /// <summary>Every type of message from above, with all of its members.</summary>
    internal static readonly DownMessage[] Downs =
    [
        new("9", new DownContent.Desired
        {
            Mode = "normal",
            Page = "front",
            Texts = new Dictionary<string, string> { ["welcome"] = "您好" },
            Hours = new OpeningHours(new TimeOnly(8, 30), new TimeOnly(17, 0)),
            OnDuty = 2,
            Version = "1.2.3",
        }),
        new("c-1", new DownContent.Command("show", new Dictionary<string, string> { ["page"] = "help" })),
        new("a-1", new DownContent.Answer("q-1", Golden.Ticket, Progress.Overdue, Golden.At, Golden.At.AddDays(5))),
        new("a-2", new DownContent.Answer("q-2", Ticket.Parse("12345678"), Progress.Unknown, null, null) { Mistyped = true }),
    ];

    [Fact]
    public void A_state_is_written_as_the_wire_says_and_read_however_it_is_chopped()
    {
        Assert.Equal(FullText, Encoding.UTF8.GetString(StateWriter.ToBytes(Full)));
        foreach (var chopped in Split.Every(Encoding.UTF8.GetBytes(FullText)))
        {
            Assert.True(new StateReader().TryRead(chopped, out var state, out _));
            Assert.Equal(Full, state);
        }
    }

    [Fact]
    public void The_will_is_the_shortest_state() => Assert.Equal("""{"online":false}""", Encoding.UTF8.GetString(StateWriter.ToBytes(KioskState.Offline)));

    [Theory]
    [InlineData("{}", "missing-online"), InlineData("""{"online":1}""", "bad-online"), InlineData("""{"online":true,"lastSeq":-1}""", "bad-last-seq")]
    [InlineData("""{"online":true,"now":"today"}""", "bad-now"), InlineData("""{"online":true,"temperature":1e999}""", "bad-temperature")]
    [InlineData("""{"online":true,"online":true}""", "duplicate-member"), InlineData("[]", "not-an-object"), InlineData("{", "bad-json")]
    public void A_wrong_state_is_refused_by_name(string text, string reason)
    {
        Assert.False(new StateReader().TryRead(Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.Equal(reason, fault.Reason);
    }

    [Fact]
    public void A_desired_state_is_the_same_after_the_wire()
    {
        var bytes = DownWriter.ToBytes(Downs[0]);
        Assert.Equal("""{"id":"9","type":"desired","data":{"mode":"normal","page":"front","texts":{"welcome":"您好"},"hours":{"opens":"08:30","closes":"17:00"},"onDuty":2,"version":"1.2.3"}}""", Encoding.UTF8.GetString(bytes));
        Assert.True(DownReader.TryRead(bytes, out var read, out _));
        Assert.Equal(bytes, DownWriter.ToBytes(read));
    }

    [Fact]
    public void A_command_and_an_answer_are_the_same_after_the_wire()
    {
        foreach (var bytes in Downs.Skip(1).Select(DownWriter.ToBytes))
        {
            Assert.True(DownReader.TryRead(bytes, out var read, out _));
            Assert.Equal(bytes, DownWriter.ToBytes(read));
        }
    }

    [Theory]
    [InlineData("""{"type":"command","data":{"name":"x"}}""", "missing-id"), InlineData("""{"id":1,"data":{}}""", "missing-type")]
    [InlineData("""{"id":1,"type":"dance","data":{}}""", "unknown-type"), InlineData("""{"id":1,"type":"command","data":{}}""", "missing-name")]
    [InlineData("""{"id":1,"type":"desired"}""", "missing-data"), InlineData("""{"id":1,"type":"desired","data":{"hours":{"opens":"9"}}}""", "bad-hours")]
    [InlineData("""{"id":1,"type":"desired","data":{"texts":{"a":"1","a":"2"}}}""", "bad-texts"), InlineData("""{"id":1,"type":"answer","data":{"ask":"q"}}""", "missing-ticket")]
    public void A_wrong_message_from_above_is_refused_by_name(string text, string reason)
    {
        Assert.False(DownReader.TryRead(Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.Equal(reason, fault.Reason);
    }

    [Fact]
    public void A_question_is_the_same_after_the_wire()
    {
        var bytes = AskWriter.ToBytes(new Ask("q-1", Golden.Ticket));
        Assert.Equal($$$"""{"id":"q-1","type":"progress","data":{"ticket":"{{{Golden.Ticket}}}"}}""", Encoding.UTF8.GetString(bytes));
        foreach (var chopped in Split.Every(bytes))
        {
            Assert.True(AskReader.TryRead(chopped, out var ask, out _));
            Assert.Equal(new Ask("q-1", Golden.Ticket), ask);
        }
    }

    [Theory]
    [InlineData("""{"id":"q","type":"progress","data":{}}""", "missing-ticket"), InlineData("""{"id":"q","type":"why","data":{"ticket":"12345678"}}""", "unknown-type")]
    [InlineData("""{"type":"progress","data":{"ticket":"12345678"}}""", "missing-id"), InlineData("""{"id":"q","type":"progress","data":{"ticket":"1"}}""", "bad-ticket")]
    public void A_wrong_question_is_refused_by_name(string text, string reason)
    {
        Assert.False(AskReader.TryRead(Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.Equal(reason, fault.Reason);
    }
}
