using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpsCenter.Testing;

namespace OpsCenter.Benchmarks.Peers;

/// <summary>RabbitMQ's MQTT plugin into one durable quorum queue: PUBACK leaves after the queue's confirm, which is after its fsync.</summary>
internal sealed class RabbitPeer : Peer
{
    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server"; // the script itself: the one on the PATH changes user and folder

    private readonly Running _names;
    private readonly Running _process;
    private readonly string _folder;

    private RabbitPeer(Running names, Running process, string folder, int port) =>
        (_names, _process, _folder, MqttPort, Kiosks) = (names, process, folder, port, OpenKiosks(folder));

    internal override string Name => "RabbitMQ";

    internal override int MqttPort { get; }

    internal override int ProcessId => _process.Id;

    internal override string Kiosks { get; }

    internal static async Task<RabbitPeer> StartAsync(string parent)
    {
        Program("RabbitMQ", "Debian package rabbitmq-server", Server);
        var (mqtt, amqp, names, dist) = (FreePort.Take(), FreePort.Take(), FreePort.Take(), FreePort.Take());
        string folder = Directory.CreateDirectory(Path.Combine(parent, $"rabbitmq-{mqtt}")).FullName;
        string At(string name) => Path.Combine(folder, name);
        Directory.CreateDirectory(At("home"));
        File.WriteAllText(At("enabled_plugins"), "[rabbitmq_mqtt].");
        File.WriteAllText(At("definitions.json"), Definitions());
        File.WriteAllText(At("rabbitmq.conf"), string.Create(CultureInfo.InvariantCulture, $"""
            listeners.tcp.1 = 127.0.0.1:{amqp}
            mqtt.listeners.tcp.1 = 127.0.0.1:{mqtt}
            mqtt.tcp_listen_options.nodelay = true
            mqtt.allow_anonymous = true
            mqtt.default_user = bench
            mqtt.default_pass = bench
            load_definitions = {At("definitions.json")}
            log.file = false
            log.console = true
            log.console.level = warning

            """));
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = At("home"), // where the cookie is
            ["ERL_EPMD_PORT"] = Text(names),
            ["RABBITMQ_NODENAME"] = "bench@localhost",
            ["RABBITMQ_DIST_PORT"] = Text(dist),
            ["RABBITMQ_CONFIG_FILE"] = At("rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = At("enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = At("mnesia"),
            ["RABBITMQ_LOG_BASE"] = At("log"),
            ["RABBITMQ_CONF_ENV_FILE"] = At("none"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = At("none"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none", // idle schedulers leave the cores to the load
        };
        var epmd = Running.Start(Program("RabbitMQ", "Debian package erlang-base", "/usr/bin/epmd"), ["-port", Text(names), "-address", "127.0.0.1"]);
        var process = Running.Start(Server, [], environment);
        await process.ListensAsync(mqtt, TimeSpan.FromSeconds(90));
        return new RabbitPeer(epmd, process, folder, mqtt);
    }

    public override async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _names.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // Queue and binding stand before the first client comes, without a plugin that would cost time meanwhile.
    private static string Definitions()
    {
        byte[] salt = [1, 2, 3, 4];
        string hash = Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes("bench")])]);
        return JsonSerializer.Serialize(new
        {
            users = new[] { new { name = "bench", password_hash = hash, hashing_algorithm = "rabbit_password_hashing_sha256", tags = "" } },
            vhosts = new[] { new { name = "/" } },
            permissions = new[] { new { user = "bench", vhost = "/", configure = ".*", write = ".*", read = ".*" } },
            queues = new[] { new { name = "taps", vhost = "/", durable = true, auto_delete = false, arguments = new Dictionary<string, string> { ["x-queue-type"] = "quorum" } } },
            bindings = new[] { new { source = "amq.topic", vhost = "/", destination = "taps", destination_type = "queue", routing_key = "ops.v1.#", arguments = new Dictionary<string, string>() } },
        });
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
