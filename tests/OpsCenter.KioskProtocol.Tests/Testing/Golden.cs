using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.KioskProtocol.Tests.Testing;

/// <summary>Taps and the bytes they are, written by hand from <c>wire.md</c>.</summary>
internal static class Golden
{
    internal static readonly OutboxId Outbox = OutboxId.Parse("9f3c1a2b4d5e6f70");
    internal static readonly CardHash Card = CardHash.TryParse("0123456789abcdef0123456789abcdef"u8, out var card) ? card : default;
    internal static readonly DateTimeOffset At = new(2026, 11, 21, 8, 0, 0, 123, TimeSpan.FromHours(8));
    internal static readonly Ticket Ticket = Ticket.FromBody(4_711_008);

    internal static readonly (Tap Tap, string Text)[] Taps =
    [
        (new Tap(Outbox, 42, At, new BootInstant("b00t", 123456), new TapContent.CheckIn(Card, Purpose.Volunteer, "post-7")),
            """{"seq":42,"outbox":"9f3c1a2b4d5e6f70","at":"2026-11-21T08:00:00.123+08:00","boot":"b00t","mono":123456,"type":"check-in","data":{"card":"0123456789abcdef0123456789abcdef","purpose":"volunteer","ref":"post-7"}}"""),
        (new Tap(OutboxId.Default, 1, At, null, new TapContent.CheckIn(null, Purpose.Service, null)),
            """{"seq":1,"at":"2026-11-21T08:00:00.123+08:00","type":"check-in","data":{"purpose":"service"}}"""),
        (new Tap(Outbox, 43, At, null, new TapContent.CheckOut(Card)),
            """{"seq":43,"outbox":"9f3c1a2b4d5e6f70","at":"2026-11-21T08:00:00.123+08:00","type":"check-out","data":{"card":"0123456789abcdef0123456789abcdef"}}"""),
        (new Tap(Outbox, 44, At, null, new TapContent.Request(RequestKind.Parse("water-leak"), Ticket, UnitCode.Parse("370602001001003"), new Words("楼道漏水", "0535-6000000", null))),
            $$$"""{"seq":44,"outbox":"9f3c1a2b4d5e6f70","at":"2026-11-21T08:00:00.123+08:00","type":"request","data":{"kind":"water-leak","ticket":"{{{Ticket}}}","grid":"370602001001003","text":"楼道漏水","phone":"0535-6000000"}}"""),
        (new Tap(Outbox, 45, At, null, new TapContent.Rating(Ticket, true, 5)),
            $$$"""{"seq":45,"outbox":"9f3c1a2b4d5e6f70","at":"2026-11-21T08:00:00.123+08:00","type":"rating","data":{"ticket":"{{{Ticket}}}","solved":true,"score":5}}"""),
        (new Tap(Outbox, TapId.MaxSeq, At, null, new TapContent.Void("unreadable")),
            """{"seq":9007199254740991,"outbox":"9f3c1a2b4d5e6f70","at":"2026-11-21T08:00:00.123+08:00","type":"void","data":{"reason":"unreadable"}}"""),
    ];

    internal static TheoryData<int> Indexes => [.. Enumerable.Range(0, Taps.Length)];
}
