using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Catalogue;

namespace OpsCenter.Journal.Tests;

public sealed class EventCatalogueTests
{
    [Fact]
    public void Names_and_shapes_equal_the_approved_list()
    {
        // A shipped shape is never edited: append a name with a new version, add an upcaster, and approve the new lines.
        string approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "EventCatalogue.approved.txt"));
        string actual = Shapes.Of(EventCatalogue.Shipped);
        if (actual == approved) return;
        string received = Path.Combine(AppContext.BaseDirectory, "EventCatalogue.received.txt");
        File.WriteAllText(received, actual);
        var missing = approved.Split('\n').Except(actual.Split('\n')).Select(line => $"- {line}");
        var added = actual.Split('\n').Except(approved.Split('\n')).Select(line => $"+ {line}");
        Assert.Fail($"The catalogue is not what was approved ({received}):\n{string.Join('\n', missing.Concat(added))}");
    }

    [Fact]
    public void Every_event_of_the_domain_has_a_name()
    {
        var events = typeof(OpsEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(OpsEvent)) && !type.IsAbstract);
        Assert.Empty(events.Except(EventCatalogue.Shipped.Types.Select(type => type.Type)).Select(type => type.Name));
    }

    [Fact]
    public void A_name_is_a_family_a_fact_and_a_version() =>
        Assert.All(EventCatalogue.Shipped.Types, type => Assert.Matches(@"^[a-z]+\.[a-z]+(-[a-z]+)*\.v[1-9][0-9]*$", type.Name));
}
