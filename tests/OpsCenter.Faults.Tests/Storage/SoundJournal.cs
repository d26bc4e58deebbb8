using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>A real server's journal with a snapshot at each of two stops, made once; each test damages a copy of its own.</summary>
public sealed class SoundJournal : IAsyncLifetime
{
    private readonly DataFolder _folder = new();

    internal void CopyTo(string data) => Copy(_folder.Path, data);

    internal static void Copy(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public async ValueTask InitializeAsync()
    {
        for (int stop = 0; stop < 2; stop++)
        {
            await using var server = await ServerProcess.RunAsync(new ServerStart(_folder.Path).WithoutRates());
            await using var kiosk = new NumberedKiosk(server.Credentials.Kiosks[stop]);
            await kiosk.ConnectAsync(server.MqttPort);
            Assert.True(await kiosk.PressAsync(100));
            Assert.Equal(0, await server.StopAsync());
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }
}
