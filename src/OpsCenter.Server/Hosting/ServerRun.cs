using OpsCenter.Journal;

namespace OpsCenter.Server.Hosting;

/// <summary>Runs the host to its end, and turns what a person can mend into a sentence instead of a stack trace.</summary>
internal static class ServerRun
{
    internal static async Task<int> UntilStoppedAsync(WebApplication app, Action started)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return Tell($"{exception.Message} Another server stands there: stop it, or choose other ports with --http and --mqtt.");
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

    private static int Tell(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return 1;
    }
}
