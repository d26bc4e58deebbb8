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
        _links = new WallLinks(_codes, CityPackLoader.LoadShipped(), _time);
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
    public void When_a_link_grew_too_old_a_fresh_one_is_told_day_after_day()
    {
        _links.Begin("http://127.0.0.1:8080", _told.Add);
        for (int day = 2; day <= 4; day++)
        {
            _time.Advance(PairingCodes.Lifetime + TimeSpan.FromSeconds(1));
            Assert.Equal(day, _told.Count);
            Assert.Null(Use(_told[^2]));
        }
        Assert.NotNull(Use(_told[^1]));
    }

    [Fact]
    public void A_fresh_link_is_told_only_when_the_newest_is_too_old()
    {
        _links.Begin("http://127.0.0.1:8080", _told.Add);
        _time.Advance(PairingCodes.Lifetime / 2);
        Use(_told[0]);
        _time.Advance(PairingCodes.Lifetime * 0.75);
        Assert.Equal(2, _told.Count);
        _time.Advance(PairingCodes.Lifetime / 2);
        Assert.Equal(3, _told.Count);
    }

    [Fact]
    public void A_console_that_is_gone_stops_neither_the_timer_nor_a_screen()
    {
        _links.Begin("http://127.0.0.1:8080", link =>
        {
            _told.Add(link);
            throw new IOException("No space left on device");
        });
        _time.Advance(PairingCodes.Lifetime);
        Assert.NotNull(Use(_told[1]));
    }

    public void Dispose() => _links.Dispose();

    private Access.Tokens.TokenHolder? Use(string link) => _codes.Use(link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..]);
}
