namespace OpsCenter.Faults.Tests.Testing;

/// <summary>One server for the tests of a class that leave it standing; each takes kiosks of its own. It starts on free ports that it chose itself.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private readonly DataFolder _folder = new();
    private int _taken;

    internal ServerProcess Server { get; private set; } = null!;

    internal string Data => _folder.Path;

    internal Credentials Credentials => Server.Credentials;

    /// <summary>A kiosk that no other test of the class uses.</summary>
    internal KioskCredential NextKiosk() => Credentials.Kiosks[Interlocked.Increment(ref _taken)];

    internal Task<VerifyOutput> VerifyAsync() => VerifyOutput.OfAsync(_folder.Path);

    public async ValueTask InitializeAsync() => Server = await ServerProcess.RunAsync(new ServerStart(_folder.Path));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
