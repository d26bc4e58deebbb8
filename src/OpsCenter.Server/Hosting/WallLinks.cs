using OpsCenter.Access;
using OpsCenter.Access.Pairing;
using OpsCenter.Access.Tokens;
using OpsCenter.Domain.Territory;

namespace OpsCenter.Server.Hosting;

/// <summary>A screen always finds a link that pairs it: a link works once and for ten minutes; the next one is told when it was used, or when somebody asks after it ran out.</summary>
internal sealed class WallLinks(PairingCodes codes, CityPlan plan) : IDisposable
{
    private Action<string>? _tell;
    private string _address = "";

    /// <summary>Tells the first link, and from then on each next one; once the server listens.</summary>
    /// <param name="address">Where browsers reach the server, without a slash at its end.</param>
    /// <param name="tell">Shows a link to whoever stands at the server.</param>
    internal void Begin(string address, Action<string> tell)
    {
        (_address, _tell) = (address, tell);
        codes.Used += TellNext;
        codes.RanOut += TellNext;
        TellNext();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        codes.Used -= TellNext;
        codes.RanOut -= TellNext;
    }

    private void TellNext()
    {
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
