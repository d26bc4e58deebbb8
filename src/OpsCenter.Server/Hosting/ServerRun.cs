using OpsCenter.Journal;
using OpsCenter.Server.Serve;

namespace OpsCenter.Server.Hosting;

/// <summary>Runs the host to its end, and turns what a person can mend into a sentence instead of a stack trace.</summary>
internal static class ServerRun
{
    internal static async Task<int> UntilStoppedAsync(WebApplication app, Action started)
    {
        KnownSettings.Check(app.Configuration);
        try
        {
            await app.StartAsync();
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return Tell("A port for HTTP or MQTT was taken while the server started: stop what stands there, or choose other ports.", 2);
        }
        catch (JournalCorruptException exception)
        {
            return Tell($"The journal does not check: {exception.Message} Run `verify --data DIR` to see where, and restore a backup.");
        }
        catch (IOException exception)
        {
            return Tell(exception.Message);
        }
        started();
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static int Tell(string sentence, int code = 1)
    {
        Console.Error.WriteLine(sentence);
        return code;
    }
}
