using OpsCenter.Access;
using OpsCenter.Access.Pairing;
using OpsCenter.Access.Tokens;
using OpsCenter.Domain.Territory;

namespace OpsCenter.Server.Hosting;

/// <summary>There is always one link that pairs a screen: a link works once and for a day, and when it was used or grew too old the next one is told.</summary>
internal sealed class WallLinks(PairingCodes codes, CityPlan plan, TimeProvider time) : IDisposable
{
    private Action<string>? _tell;
    private string _address = "";
    private ITimer? _timer;

    /// <summary>Tells the first link, and from then on each next one; once the server listens.</summary>
    /// <param name="address">Where browsers reach the server, without a slash at its end.</param>
    /// <param name="tell">Shows a link to whoever stands at the server.</param>
    internal void Begin(string address, Action<string> tell)
    {
        (_address, _tell) = (address, tell);
        _timer = time.CreateTimer(_ => TellNext(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        codes.Used += TellNext;
        TellNext();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        codes.Used -= TellNext;
        _timer?.Dispose();
    }

    private void TellNext()
    {
        _timer?.Change(PairingCodes.Lifetime, Timeout.InfiniteTimeSpan);
        string link = $"{_address}{PairingEndpoint.Path}?code={codes.Draw(new TokenHolder("screen", Roles.Wall, plan.City))}";
        try
        {
            _tell?.Invoke(link);
        }
        catch (IOException)
        {
            // The console is gone or its disk is full: the walls that hang stay, and the next link is told in its turn.
        }
    }
}
