using System.Globalization;
using OpsCenter.Testing;

namespace OpsCenter.Benchmarks.Peers;

/// <summary>Mosquitto as a relay: nothing on disk, nothing logged, no limit on what is under way or waits, so that it never drops and never waits for its subscriber.</summary>
internal sealed class MosquittoPeer : Peer
{
    private readonly Running _process;
    private readonly string _folder;

    private MosquittoPeer(Running process, string folder, int port) => (_process, _folder, MqttPort, Kiosks) = (process, folder, port, OpenKiosks(folder));

    internal override string Name => "Mosquitto";

    internal override int MqttPort { get; }

    internal override int ProcessId => _process.Id;

    internal override string Kiosks { get; }

    internal static async Task<MosquittoPeer> StartAsync(string parent)
    {
        string program = Program("Mosquitto", "Debian package mosquitto", "/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto");
        int port = FreePort.Take();
        string folder = Directory.CreateDirectory(Path.Combine(parent, $"mosquitto-{port}")).FullName;
        string file = Path.Combine(folder, "mosquitto.conf");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"""
            listener {port} 127.0.0.1
            allow_anonymous true
            persistence false
            log_type none
            connection_messages false
            max_inflight_messages 0
            max_queued_messages 0
            set_tcp_nodelay true

            """));
        var process = Running.Start(program, ["-c", file]);
        await process.ListensAsync(port, TimeSpan.FromSeconds(10));
        return new MosquittoPeer(process, folder, port);
    }

    public override async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
