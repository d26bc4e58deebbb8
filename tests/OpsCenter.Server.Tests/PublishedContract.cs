using System.Text.Json.Nodes;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Server.Hosting;
using OpsCenter.Testing;

namespace OpsCenter.Server.Tests;

/// <summary>The AsyncAPI document as the server serves it. That each body is what is written is tested where it is written.</summary>
public sealed class PublishedContract
{
    private static readonly JsonObject Document = Contract.AsyncApi(UnitCode.Parse("370600"));

    [Fact]
    public void No_body_is_hollow() => Assert.Empty(SchemaCheck.Hollow(Document));

    [Fact]
    public void Every_stream_of_the_hub_is_published() =>
        Assert.Equal(["snapshot", "delta", "beat", "happening", "focus"], Document["channels"]!["live"]!["messages"]!.AsObject().Select(message => message.Key));

    [Fact]
    public void Every_message_has_a_body_whose_names_lead_somewhere()
    {
        var check = new SchemaCheck(Document);
        var bodies = Document["channels"]!.AsObject().SelectMany(channel => channel.Value!["messages"]!.AsObject()).Select(message => message.Value!["payload"]!).ToList();
        Assert.All(bodies, body => Assert.NotEmpty(check.NeverMet(body)));
        Assert.Equal(11, bodies.Count);
    }
}
