using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Tests.Vocabulary;

public sealed class Codes
{
    [Theory]
    [InlineData("370600", UnitLevel.City)]
    [InlineData("370602", UnitLevel.District)]
    [InlineData("370602001", UnitLevel.Town)]
    [InlineData("370602001001", UnitLevel.Community)]
    [InlineData("370602001001003", UnitLevel.Grid)]
    public void The_length_of_a_code_tells_its_level(string code, UnitLevel level)
    {
        Assert.Equal(level, UnitCode.Parse(code).Level);
        Assert.Equal(code, UnitCode.Parse(code).ToString());
    }

    [Theory, InlineData(""), InlineData("3706"), InlineData("037060"), InlineData("37060２"), InlineData("370602 01"), InlineData("3706020010010030")]
    public void What_is_no_code_is_refused(string text) => Assert.False(UnitCode.TryParse(text, null, out _));

    [Fact]
    public void A_grid_is_numbered_below_its_community() => Assert.Equal("370602001001999", UnitCode.Parse("370602001001").Grid(999).ToString());

    [Theory, InlineData("ab"), InlineData("Ab-1"), InlineData("a_b"), InlineData("k/1"), InlineData("+++"), InlineData("123456789012345678901234567890123")]
    public void Kiosk_ids_are_3_to_32_of_a_to_z_0_to_9_and_hyphen(string text) => Assert.False(KioskId.TryParse(text, null, out _));

    [Theory, InlineData("1"), InlineData("1234567"), InlineData("0123456789ABCDEF"), InlineData("0123456789abcdef0123456789abcdef0")]
    public void An_outbox_is_0_or_8_to_32_hex_digits(string text) => Assert.False(OutboxId.TryParse(text, null, out _));

    [Fact]
    public void A_ticket_of_ours_shows_every_wrong_digit_and_every_swap()
    {
        var random = new Random(5);
        for (int i = 0; i < 500; i++)
        {
            char[] digits = Ticket.FromBody(random.Next(1, 10_000_000)).ToString().ToCharArray();
            Assert.True(Ticket.Parse(new string(digits)).HasCheckDigit);
            int place = random.Next(7);
            if (digits[place] == digits[place + 1]) continue;
            (digits[place], digits[place + 1]) = (digits[place + 1], digits[place]);
            Assert.False(Ticket.Parse(new string(digits)).HasCheckDigit);
        }
    }

    [Theory, InlineData("00000000"), InlineData("1234567"), InlineData("123456789"), InlineData("1234567a")]
    public void What_is_no_ticket_is_refused(string text) => Assert.False(Ticket.TryParse(text, null, out _));

    [Fact]
    public void A_request_id_reads_back()
    {
        var id = new RequestId(new TapId(KioskId.Parse("k-1"), OutboxId.Parse("0123456789abcdef"), 42));
        Assert.Equal(id, RequestId.Parse(id.ToString()));
    }
}
