using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Server.Hosting;
using OpsCenter.Testing;

namespace OpsCenter.Server.Tests;

/// <summary>The AsyncAPI document as the server serves it. That each body is what is written is tested where it is written.</summary>
public sealed class PublishedContract
{
    private static readonly JsonObject Document = Contract.AsyncApi(UnitCode.Parse("370600"));

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Channels => Document["channels"]!.AsObject();

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Operations => Document["operations"]!.AsObject();

    [Fact]
    public void No_body_is_hollow() => Assert.Empty(SchemaCheck.Hollow(Document));

    [Fact]
    public void Every_method_and_every_stream_of_the_hub_is_published() => Assert.Equal(
        ["Watch", "Happenings", "Focus", "snapshot", "delta", "beat", "happening", "quiet", "focus"],
        Document["channels"]!["live"]!["messages"]!.AsObject().Select(message => message.Key));

    [Fact]
    public void Every_message_has_a_body_whose_names_lead_somewhere()
    {
        var check = new SchemaCheck(Document);
        var bodies = Channels.SelectMany(channel => channel.Value!["messages"]!.AsObject()).Select(message => message.Value!["payload"]!).ToList();
        Assert.All(bodies, body => Assert.NotEmpty(check.NeverMet(body)));
        Assert.Equal(15, bodies.Count);
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var references = References(Document).Distinct().ToList();
        Assert.True(references.Count > 20, "Hardly any reference stands in the document.");
        Assert.All(references, name => Assert.NotNull(Find(name)));
    }

    [Fact]
    public void A_channel_says_where_it_is_and_what_stands_in_its_address()
    {
        Assert.Equal(["mqtt", "ws"], Document["servers"]!.AsObject().Select(server => (string?)server.Value!["protocol"]));
        Assert.All(Channels, channel =>
        {
            Assert.Equal(channel.Key is "live" ? "#/servers/hub" : "#/servers/mqtt", (string?)Assert.Single(channel.Value!["servers"]!.AsArray())!["$ref"]);
            var named = Regex.Matches((string)channel.Value["address"]!, "{(.+?)}").Select(match => match.Groups[1].Value);
            Assert.Equal(named, (channel.Value["parameters"]?.AsObject() ?? []).Select(parameter => parameter.Key));
        });
    }

    [Fact]
    public void Every_message_of_every_channel_is_sent_or_received_by_an_operation_of_that_channel()
    {
        HashSet<string> used = [];
        foreach (var (name, operation) in Operations)
        {
            Assert.StartsWith((string)operation!["action"]!, name, StringComparison.Ordinal);
            Assert.True((string?)operation["action"] is "send" or "receive", name);
            foreach (var side in new[] { operation, operation["reply"] }.OfType<JsonNode>())
            {
                string channel = (string)side["channel"]!["$ref"]!;
                foreach (var message in side["messages"]!.AsArray())
                {
                    Assert.StartsWith(channel + "/messages/", (string?)message!["$ref"], StringComparison.Ordinal);
                    used.Add((string)message["$ref"]!);
                }
            }
        }
        var all = Channels.SelectMany(channel => channel.Value!["messages"]!.AsObject().Select(message => $"#/channels/{channel.Key}/messages/{message.Key}"));
        Assert.Equal(all.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
        Assert.Equal("send", (string?)Document["operations"]!["sendPosture"]!["action"]);
    }

    [Fact]
    public void The_hub_has_the_methods_that_are_published_with_their_arguments_in_order()
    {
        var hub = Assembly.Load("OpsCenter.Wall").GetType("OpsCenter.Wall.Hub.LiveHub", throwOnError: true)!;
        var methods = hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType.Name.StartsWith("IAsyncEnumerable", StringComparison.Ordinal))
            .Select(method => $"{method.Name}({string.Join(", ", method.GetParameters().Where(argument => argument.ParameterType == typeof(string)).Select(argument => argument.Name))})");
        var messages = Document["channels"]!["live"]!["messages"]!.AsObject().Where(message => Operations.Any(operation => operation.Key == "receive" + message.Key));
        var published = messages.Select(message => $"{message.Key}({string.Join(", ", message.Value!["payload"]!["properties"]!["arguments"]!["items"]!.AsArray().Select(argument => (string?)argument!["title"]))})");
        Assert.Equal(methods.Order(StringComparer.Ordinal), published.Order(StringComparer.Ordinal));
        Assert.Equal("/hub/live", (string?)Document["channels"]!["live"]!["address"]);
    }

    [Theory]
    [InlineData("""{"type":4,"invocationId":"1","target":"Watch","arguments":["370600","grids"]}""", true)]
    [InlineData("""{"type":4,"invocationId":"1","target":"Watch","arguments":["370600","towns"]}""", false)]
    [InlineData("""{"type":4,"invocationId":"1","target":"Watch","arguments":["370600"]}""", false)]
    [InlineData("""{"type":4,"invocationId":"1","target":"Focus","arguments":["370600","grids"]}""", false)]
    public void An_invocation_is_told_from_what_is_none(string said, bool fits)
    {
        var body = Document["channels"]!["live"]!["messages"]!["Watch"]!["payload"]!;
        Assert.Equal(fits, new SchemaCheck(Document).Faults(body, said).Count == 0);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject some => some.SelectMany(member => member.Key is "$ref" ? [(string)member.Value!] : References(member.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private static JsonNode? Find(string reference) => reference[2..].Split('/').Aggregate((JsonNode?)Document, (at, step) => at?[step]);
}
