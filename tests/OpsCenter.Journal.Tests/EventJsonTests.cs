using System.Text;
using System.Text.Json;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Catalogue;
using OpsCenter.Journal.Contract;

namespace OpsCenter.Journal.Tests;

public sealed class EventJsonTests
{
    [Fact]
    public void A_check_in_reads_in_ten_years() =>
        Assert.Equal(
            """{"person":"000000000000000000000000000000ab","purpose":"volunteer","day":"2026-11-21","entered":true,"leavesAt":"2026-11-21T08:00:00+08:00","ref":{"subject":"person/000000000000000000000000000000ab","bytes":"AAEC"},"venue":"v-370602001001-1"}""",
            Written(new VenueEvent.CheckedIn(Facts.Venue, new PersonId(0xAB), Purpose.Volunteer, new DateOnly(2026, 11, 21), true, Facts.Morning,
                new SealedField("person/000000000000000000000000000000ab", new byte[] { 0, 1, 2 }))));

    [Fact]
    public void A_walk_in_bears_no_person() =>
        Assert.Equal(
            """{"person":null,"purpose":"service","moved":false,"venue":"v-370602001001-1"}""",
            Written(new VenueEvent.CheckedOut(Facts.Venue, PersonId.None, Purpose.Service, false)));

    [Theory]
    [InlineData("""{"kiosk":"k-1","gaps":1,"more":2}""")]
    [InlineData("""{"kiosk":"k-1"}""")]
    [InlineData("""{"kiosk":"k-1","gaps":1,"gaps":1}""")]
    [InlineData("""{"kiosk":"K!","gaps":1}""")]
    [InlineData("""{"kiosk":"k-1","gaps":"1"}""")]
    [InlineData("""{"kiosk":"k-1","gaps":1} """ + "x")]
    [InlineData("null")]
    public void Another_shape_is_refused(string data) =>
        Assert.ThrowsAny<JsonException>(() => EventCatalogue.Shipped.Read("kiosk.gaps-changed.v1"u8, Encoding.UTF8.GetBytes(data), out _));

    [Fact]
    public void A_name_that_nobody_knows_is_refused_with_its_cure()
    {
        var refusal = Assert.Throws<JournalRefusedException>(() => EventCatalogue.Shipped.Read("kiosk.sang.v1"u8, "{}"u8, out _));
        Assert.Equal("The journal holds an event named 'kiosk.sang.v1', which this server does not know: it was written by a newer version. Start that version.", refusal.Message);
    }

    [Fact]
    public void Old_shapes_are_read_through_every_upcaster_in_turn()
    {
        var catalogue = new EventCatalogue(
            [new EventType<KioskEvent.KioskGapsChanged>("kiosk.gaps-changed.v3", EventJson.Default.KioskGapsChanged)],
            [
                new Upcaster("kiosk.gaps-changed.v1", "kiosk.gaps-changed.v2", old => { old["kiosk"] = old["id"]!.DeepClone(); old.Remove("id"); return old; }),
                new Upcaster("kiosk.gaps-changed.v2", "kiosk.gaps-changed.v3", old => { old["gaps"] = (long)old["holes"]! * 2; old.Remove("holes"); return old; }),
            ]);
        var read = catalogue.Read("kiosk.gaps-changed.v1"u8, """{"id":"k-1","holes":4}"""u8, out bool upcast);
        Assert.Equal(new KioskEvent.KioskGapsChanged(KioskId.Parse("k-1"), 8), read);
        Assert.True(upcast);
    }

    [Fact]
    public void A_void_of_the_first_shape_has_no_reason_and_a_quarantined_message_no_time_of_its_own()
    {
        var kiosk = KioskId.Parse("k-1");
        Assert.Equal(new KioskEvent.TapVoided(kiosk, null), EventCatalogue.Shipped.Read("kiosk.tap-voided.v1"u8, """{"kiosk":"k-1"}"""u8, out _));
        var aside = EventCatalogue.Shipped.Read(
            "kiosk.message-quarantined.v1"u8, """{"kiosk":"k-1","reason":"bad-json","payload":{"subject":"message/1","bytes":"AAEC"}}"""u8, out bool upcast);
        Assert.Equal(new KioskEvent.MessageQuarantined(kiosk, "bad-json", new SealedField("message/1", new byte[] { 0, 1, 2 }), false, null), aside);
        Assert.True(upcast);
    }

    [Fact]
    public void A_check_in_of_the_first_shape_keeps_all_but_the_words_that_stood_in_the_clear()
    {
        var read = EventCatalogue.Shipped.Read(
            "venue.checked-in.v1"u8, """{"person":null,"purpose":"duty","day":"2026-11-21","entered":false,"leavesAt":null,"ref":"post-7","venue":"v-370602001001-1"}"""u8, out bool upcast);
        Assert.Equal(new VenueEvent.CheckedIn(Facts.Venue, PersonId.None, Purpose.Duty, new DateOnly(2026, 11, 21), false, null, null), read);
        Assert.True(upcast);
    }

    [Fact]
    public void An_upcaster_must_end_at_a_name_that_is_written() =>
        Assert.Throws<ArgumentException>(() => new EventCatalogue([], [new Upcaster("kiosk.sang.v1", "kiosk.sang.v2", old => old)]));

    [Theory, MemberData(nameof(Samples.All), MemberType = typeof(Samples))]
    public void Every_event_comes_back_as_it_was(string name, OpsEvent e)
    {
        var type = EventCatalogue.Shipped.Of(e);
        Assert.Equal(name, type.Type.Name);
        Assert.Equal(e, EventCatalogue.Shipped.Read(type.Utf8Name, Encoding.UTF8.GetBytes(Written(e)), out bool upcast));
        Assert.False(upcast);
    }

    [Fact]
    public void The_samples_hold_every_event() =>
        Assert.Empty(EventCatalogue.Shipped.Types.Select(type => type.Type.Name).Except(Samples.All.Select(row => row.Data.Item1)));

    private static string Written(OpsEvent e)
    {
        using var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        EventCatalogue.Shipped.Of(e).Write(writer, e);
        writer.Flush();
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
