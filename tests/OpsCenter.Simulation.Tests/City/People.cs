using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Taps;
using OpsCenter.Testing;

namespace OpsCenter.Simulation.Tests.City;

/// <summary>Who comes to the kiosks, and for what. Nothing of theirs may stand in the clear anywhere (I7).</summary>
internal sealed class People
{
    internal const string Phone = "13812345678", Words = "水管漏水了，请来看看";
    private static readonly Purpose[] Purposes = Enum.GetValues<Purpose>();

    /// <summary>What no card's text is without.</summary>
    internal static string CardsBegin { get; } = CardOf(0).ToWire()[..12];

    private readonly List<Ticket> _raised = [];
    private int _tickets;

    internal IReadOnlyList<Ticket> Raised => _raised;

    internal static CardHash CardOf(int person) => new((UInt128)0xFACE_0FF1_CE00_0000 << 64 | (UInt128)(uint)person * 0x9E37_79B9_7F4A_7C15);

    internal TapContent Choose(Random random, int kiosk)
    {
        int person = random.Next(40);
        var purpose = Purposes[random.Next(Purposes.Length)];
        switch (random.Next(20))
        {
            case < 7: return new TapContent.CheckIn(CardOf(person), purpose, random.Next(8) == 0 ? "王阿姨的剪纸课" : null);
            case < 12: return new TapContent.CheckIn(null, purpose, null);
            case < 15: return new TapContent.CheckOut(CardOf(person));
            case 15: return new TapContent.CheckOut(null);
            case < 19 when _raised.Count < 200: return Raise(random, kiosk);
            default: return new TapContent.Rating(_raised.Count == 0 ? Ticket.FromBody(9_999_999) : _raised[random.Next(_raised.Count)], random.Next(2) == 0, random.Next(1, 6));
        }
    }

    private TapContent.Request Raise(Random random, int kiosk)
    {
        var ticket = Ticket.FromBody(++_tickets * 10 + kiosk);
        var kind = random.Next(12) switch { 0 => SimCity.Unheard, < 7 => SimCity.Urgent, _ => TinyCity.Leak };
        if (kind != SimCity.Unheard) _raised.Add(ticket);
        return new TapContent.Request(kind, ticket, UnitCode.None, random.Next(3) == 0 ? new Words(Words, Phone, CardOf(random.Next(40))) : KioskProtocol.Taps.Words.None);
    }
}
