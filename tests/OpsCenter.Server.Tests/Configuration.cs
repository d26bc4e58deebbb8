using System.Net;
using System.Net.Sockets;
using OpsCenter.Server.CommandLine;
using OpsCenter.Server.Hosting;
using OpsCenter.Server.Serve;
using OpsCenter.Server.Tests.Testing;

namespace OpsCenter.Server.Tests;

/// <summary>Whoever edits the configuration is told what is wrong with it in sentences, before anything starts.</summary>
public sealed class Configuration : IDisposable
{
    private readonly ServeFolder _folder = new();

    [Fact]
    public void A_right_file_is_taken()
    {
        var options = _folder.Options(""", "settings": { "Mqtt": { "MaxConnections": 3000 }, "ingest": { "SilentAfter": "00:02:00" } }""");
        Assert.Equal("3000", options.Settings["Mqtt:MaxConnections"]);
        Assert.Equal("00:02:00", options.Settings["Ingest:SilentAfter"]);
    }

    [Theory]
    [InlineData(""", "colour": 1""", "'colour' is no setting")]
    [InlineData(""", "settings": { "Mqt": { "MaxConnections": 1 } }""", "'settings.Mqt' is no section; known are Mqtt, Ingest")]
    [InlineData(""", "settings": { "Mqtt": { "MaxConections": 1 } }""", "'settings.Mqtt.MaxConections' is no setting; known are MaxConnections")]
    [InlineData(""", "settings": { "Mqtt": { "MaxConnections": 0 } }""", "MaxConnections is 0; it must be 1 to 1,000,000.")]
    [InlineData(""", "settings": { "Mqtt": { "MaxConnections": "many" } }""", "'settings.Mqtt.MaxConnections' is 'many'; it must be a whole number.")]
    [InlineData(""", "settings": { "Mqtt": { "MaximumPayload": 99 } }""", "'settings.Mqtt.MaximumPayload' is no setting")]
    [InlineData(""", "settings": { "Ingest": { "Burst": 0 } }""", "'settings.Ingest.Burst' is '0'; it must be 1 to 1000000.")]
    [InlineData(""", "settings": { "Ingest": { "SilentAfter": "soon" } }""", "'settings.Ingest.SilentAfter' is 'soon'; it must be a time as hh:mm:ss.")]
    [InlineData(""", "settings": { "Ingest": { "SilentAfter": "00:00:01" } }""", "it must be 00:00:35 to 01:00:00.")]
    [InlineData(""", "settings": 5""", "'settings' must be an object of sections.")]
    public void What_cannot_be_served_is_told(string more, string sentence)
    {
        var refused = Assert.Throws<ConfigurationRefusedException>(() => _folder.Options(more));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        AssertCalm(refused.Message);
    }

    [Theory, InlineData("-1"), InlineData("65536"), InlineData("\"80\""), InlineData("1.5"), InlineData("null")]
    public void A_port_is_a_port(string port)
    {
        var refused = Assert.Throws<ConfigurationRefusedException>(() => ServeOptions.Load(_folder.Config(http: port)));
        Assert.EndsWith("'http' must be a port: a whole number from 1 to 65535, or 0 for a free one.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_doors_need_two_ports() =>
        Assert.Contains("both 8080", Assert.Throws<ConfigurationRefusedException>(() => ServeOptions.Load(_folder.Config(http: "8080", mqtt: "8080"))).Message, StringComparison.Ordinal);

    [Fact]
    public void All_faults_are_told_at_once()
    {
        _folder.Write("serve.json", "{ \"http\": \"x\" }");
        var refused = Assert.Throws<ConfigurationRefusedException>(() => ServeOptions.Load(_folder.File("serve.json")));
        foreach (string name in new[] { "data", "http", "mqtt", "kiosks", "staffToken", "wallToken" }) Assert.Contains($"'{name}'", refused.Message, StringComparison.Ordinal);
        AssertCalm(refused.Message);
    }

    [Fact]
    public void Broken_JSON_is_told_with_its_line()
    {
        _folder.Write("serve.json", "{\n  \"http\": 1,\n  oops\n}");
        var refused = Assert.Throws<ConfigurationRefusedException>(() => ServeOptions.Load(_folder.File("serve.json")));
        Assert.Contains("serve.json(3): ", refused.Message, StringComparison.Ordinal);
        AssertCalm(refused.Message);
    }

    [Theory, InlineData("{\n  \"data\": \"\\ud800\"\n}", 2), InlineData("{\n  \"http\": 1,\n  \"settings\": { \"Mq\\udc00tt\": {} }\n}", 3)]
    public void Half_a_character_is_told_with_its_line(string text, int line)
    {
        _folder.Write("serve.json", text);
        var refused = Assert.Throws<ConfigurationRefusedException>(() => ServeOptions.Load(_folder.File("serve.json")));
        Assert.Contains($"serve.json({line}): a text holds half a character", refused.Message, StringComparison.Ordinal);
        AssertCalm(refused.Message);
    }

    [Theory]
    [InlineData("kiosks.csv", "kiosk,secret\nk-1\n", "kiosks.csv(2): a row is kiosk,secret.")]
    [InlineData("kiosks.csv", "kiosk,secret\nk-1,short\n", "kiosks.csv(2): the secret of k-1 is shorter than 16 characters.")]
    [InlineData("readers.csv", "me,0123456789abcdef\nme,0123456789abcdef\n", "readers.csv(2): me comes twice.")]
    [InlineData("staff.txt", "", "staff.txt must hold one token of at least 16 characters")]
    public void A_file_that_it_names_is_judged_too(string file, string text, string sentence)
    {
        _folder.Write(file, text);
        var options = _folder.Options();
        var refused = Assert.Throws<ConfigurationRefusedException>(() => ServeProgram.Build(options));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_by_its_name()
    {
        File.Delete(_folder.File("wall.txt"));
        var options = _folder.Options();
        Assert.Equal($"{_folder.File("wall.txt")} is not there.", Assert.Throws<ConfigurationRefusedException>(() => ServeProgram.Build(options)).Message);
    }

    [Theory, InlineData("HTTP"), InlineData("MQTT")]
    public void A_port_that_is_taken_is_told_at_once(string use)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        var refused = Assert.Throws<IOException>(() => Ports.MustBeFree((use, port)));
        Assert.Equal($"Port {port} for {use} is taken by another program on 127.0.0.1: choose another, or stop what stands there.", refused.Message);
    }

    [Fact]
    public void Verify_takes_json_as_a_flag() =>
        Assert.Equal(new ServerCommand.Verify("d", true), CommandLineReader.Read(["verify", "--data", "d", "--json"]));

    [Fact]
    public void The_kiosks_outboxes_are_kept_where_the_command_says() =>
        Assert.Equal("o", Assert.IsType<ServerCommand.Demo>(CommandLineReader.Read(["demo", "--outbox", "o"])).Outbox);

    public void Dispose() => _folder.Dispose();

    /// <summary>No text of .NET's own exceptions reaches a person.</summary>
    private static void AssertCalm(string message)
    {
        foreach (string leak in new[] { "System.", "Exception", "BytePosition", "LineNumber", "Path: $", "could not be converted", "DataAnnotation" })
            Assert.DoesNotContain(leak, message, StringComparison.Ordinal);
    }
}
