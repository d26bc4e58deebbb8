using System.Text.RegularExpressions;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>The shipped city's wall with one panel in the place of those that take turns.</summary>
internal sealed partial class OtherDashboards : IDisposable
{
    internal OtherDashboards(string panel) =>
        File.WriteAllText(Path.Combine(Folder, "city.json"), Turn().Replace(File.ReadAllText(Path.Combine(Repository.Dashboards, "city.json")), $"\"turn\": [{{ \"type\": \"{panel}\" }}],"));

    internal string Folder { get; } = Directory.CreateTempSubdirectory("opscenter-dashboards").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    [GeneratedRegex("\"turn\": \\[.*?\\n    \\],", RegexOptions.Singleline)]
    private static partial Regex Turn();
}
