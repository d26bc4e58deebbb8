using OpsCenter.Access.Pairing;
using OpsCenter.CityPack;
using OpsCenter.Server.Hosting;
using OpsCenter.Testing;

namespace OpsCenter.Server.Tests;

/// <summary>Whoever hangs a screen always finds a link that works.</summary>
public sealed class Links : IDisposable
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));
    private readonly List<string> _told = [];
    private readonly PairingCodes _codes;
    private readonly WallLinks _links;

    public Links()
    {
        _codes = new PairingCodes(_time);
        _links = new WallLinks(_codes, CityPackLoader.LoadShipped());
    }

    [Fact]
    public void When_a_link_was_used_the_next_one_is_told_and_pairs_the_next_screen()
    {
        _links.Begin("http://127.0.0.1:8080", _told.Add);
        Assert.StartsWith("http://127.0.0.1:8080/pair?code=", Assert.Single(_told), StringComparison.Ordinal);
        Assert.NotNull(Use(_told[0]));
        Assert.Equal(2, _told.Count);
        Assert.NotNull(Use(_told[1]));
        Assert.Equal(3, _told.Count);
    }

    [Fact]
    public void When_somebody_opens_a_link_that_ran_out_a_fresh_one_is_told_day_after_day()
    {
        _links.Begin("http://127.0.0.1:8080", _told.Add);
        for (int day = 2; day <= 4; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            Assert.Null(Use(_told[^1]));
            Assert.True(_codes.Renew());
            Assert.Equal(day, _told.Count);
        }
        Assert.NotNull(Use(_told[^1]));
    }

    [Fact]
    public void While_a_link_still_works_asking_in_vain_calls_forth_none()
    {
        _links.Begin("http://127.0.0.1:8080", _told.Add);
        _time.Advance(PairingCodes.Lifetime);
        for (int i = 0; i < 100; i++)
        {
            Assert.Null(_codes.Use("a guess"));
            Assert.False(_codes.Renew());
        }
        Assert.Single(_told);
        Assert.NotNull(Use(_told[0]));
    }

    [Fact]
    public void A_console_that_is_gone_stops_no_screen()
    {
        _links.Begin("http://127.0.0.1:8080", link =>
        {
            _told.Add(link);
            throw new IOException("No space left on device");
        });
        _time.Advance(TimeSpan.FromDays(1));
        Assert.True(_codes.Renew());
        Assert.NotNull(Use(_told[1]));
    }

    public void Dispose() => _links.Dispose();

    private Access.Tokens.TokenHolder? Use(string link) => _codes.Use(link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..]);
}
