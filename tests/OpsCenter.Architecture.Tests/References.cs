using System.Xml.Linq;

namespace OpsCenter.Architecture.Tests;

public sealed class References
{
    // The house's arrows, and nothing else. An arrow that a public signature needs is added here, openly.
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Domain"] = [],
        ["Mqtt"] = [],
        ["KioskProtocol"] = ["Domain"],
        ["Kiosk"] = ["Mqtt", "KioskProtocol", "Domain"],
        ["Simulator"] = ["Kiosk", "CityPack", "Domain", "KioskProtocol", "Mqtt"],
        ["Journal"] = ["Domain"],
        ["Journal.Sqlite"] = ["Journal", "Domain"],
        ["Grains"] = ["Domain", "Journal"],
        ["Board"] = ["Domain", "Journal"],
        ["Access"] = ["Domain", "Journal"],
        ["Ingest"] = ["Mqtt", "KioskProtocol", "Grains", "Board", "Access", "Domain", "Journal"],
        ["Wall"] = ["Board", "Access", "Domain"],
        ["Desk"] = ["Board", "Grains", "Access", "Domain", "Journal"],
        ["CityPack"] = ["Domain"],
    };

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Path.Combine(RepositoryRoot.Path, "src"), "OpsCenter.*")
        .Select(folder => Path.GetFileName(folder)["OpsCenter.".Length..])];

    [Theory, MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_house_allows(string project)
    {
        var file = XDocument.Load(Path.Combine(RepositoryRoot.Path, "src", $"OpsCenter.{project}", $"OpsCenter.{project}.csproj"));
        var referenced = file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)["OpsCenter.".Length..]).ToArray();
        if (project == "Server") return; // the host sees everything; nothing references it (the other rows hold that)
        Assert.True(MayReference.ContainsKey(project), $"{project} has no row in the house's table of arrows.");
        Assert.Empty(referenced.Except(MayReference[project]));
    }

    [Theory, InlineData("Domain"), InlineData("Mqtt")]
    public void The_rules_and_the_codec_use_no_package(string project)
    {
        var file = XDocument.Load(Path.Combine(RepositoryRoot.Path, "src", $"OpsCenter.{project}", $"OpsCenter.{project}.csproj"));
        Assert.Empty(file.Descendants("PackageReference"));
        Assert.Empty(file.Descendants("FrameworkReference"));
    }
}
