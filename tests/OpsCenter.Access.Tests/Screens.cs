using System.Security.Claims;
using OpsCenter.Access.Pairing;
using OpsCenter.Access.Scope;
using OpsCenter.Access.Tokens;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Testing;

namespace OpsCenter.Access.Tests;

public sealed class Screens
{
    private static readonly TokenHolder Screen = new("screen", Roles.Wall, TinyCity.Town);

    private readonly ManualTime _time = new(TinyCity.Ten);

    [Fact]
    public void A_code_pairs_one_screen_once()
    {
        var codes = new PairingCodes(_time);
        string code = codes.Draw(Screen);
        Assert.Equal(Screen, codes.Use(code));
        Assert.Null(codes.Use(code));
    }

    [Fact]
    public void A_code_grows_too_old()
    {
        var codes = new PairingCodes(_time);
        string code = codes.Draw(Screen);
        _time.Advance(PairingCodes.Lifetime + TimeSpan.FromSeconds(1));
        Assert.Null(codes.Use(code));
    }

    [Fact]
    public void A_code_lives_ten_minutes_and_not_longer()
    {
        var codes = new PairingCodes(_time);
        var (soon, late) = (codes.Draw(Screen), codes.Draw(Screen));
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.NotNull(codes.Use(soon));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(codes.Use(late));
    }

    [Fact]
    public void When_no_code_waits_any_more_the_host_is_called_once()
    {
        var codes = new PairingCodes(_time);
        int called = 0;
        codes.RanOut += () =>
        {
            called++;
            codes.Draw(Screen);
        };
        codes.Draw(Screen);
        Assert.False(codes.Renew());
        _time.Advance(PairingCodes.Lifetime + TimeSpan.FromSeconds(1));
        Assert.True(codes.Renew());
        Assert.False(codes.Renew());
        Assert.Equal(1, called);
    }

    [Fact]
    public void The_host_hears_that_a_code_was_used()
    {
        var codes = new PairingCodes(_time);
        int used = 0;
        codes.Used += () => used++;
        codes.Use("no such code");
        codes.Use(codes.Draw(Screen));
        Assert.Equal(1, used);
    }

    [Fact]
    public void A_token_stands_for_its_holder_and_no_other_text_does()
    {
        var tokens = new BearerTokens();
        tokens.Add("secret", Screen);
        Assert.Equal(Screen, tokens.Find("secret"));
        Assert.Null(tokens.Find("Secret"));
        Assert.Null(tokens.Find(""));
    }

    public static TheoryData<UnitCode, bool> Units => new()
    {
        { TinyCity.Town, true }, { TinyCity.Community, true }, { TinyCity.GridOne, true },
        { TinyCity.District, false }, { TinyCity.City, false }, { UnitCode.Parse("371002"), false },
    };

    [Theory, MemberData(nameof(Units))]
    public void A_screen_sees_its_unit_and_all_below_it(UnitCode unit, bool sees) =>
        Assert.Equal(sees, new CityScopeGuard(TinyCity.Plan()).MayWatch(Screen.ToPrincipal("test"), unit));

    [Fact]
    public void Who_is_not_signed_in_sees_nothing() =>
        Assert.False(new CityScopeGuard(TinyCity.Plan()).MayWatch(new ClaimsPrincipal(new ClaimsIdentity()), TinyCity.City));
}
