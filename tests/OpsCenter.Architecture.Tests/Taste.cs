using System.Text.RegularExpressions;

namespace OpsCenter.Architecture.Tests;

public sealed partial class Taste
{
    [Theory, InlineData("src"), InlineData("tests")]
    public void No_file_is_longer_than_300_lines(string folder) =>
        Assert.Empty(RepositoryRoot.SourceFiles(folder).Where(file => File.ReadLines(file).Count() > 300).Select(Path.GetFileName));

    [Fact]
    public void Classes_are_sealed_static_or_abstract() =>
        Assert.Empty(RepositoryRoot.SourceFiles("src").SelectMany(file => OpenClass().Matches(File.ReadAllText(file))
            .Select(match => $"{Path.GetFileName(file)}: {match.Value.Trim()}")));

    [Theory, InlineData("#region"), InlineData("#nullable disable"), InlineData("TODO"), InlineData("FIXME"), InlineData("HACK")]
    public void No_file_holds(string what) =>
        Assert.DoesNotContain(RepositoryRoot.SourceFiles("src"), file => File.ReadAllText(file).Contains(what, StringComparison.Ordinal));

    [Fact]
    public void Every_pragma_gives_its_reason() =>
        Assert.DoesNotContain(RepositoryRoot.SourceFiles("src").SelectMany(File.ReadLines),
            line => line.Contains("#pragma warning disable", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal));

    [Fact]
    public void Every_path_that_the_readme_names_exists()
    {
        var named = ReadmePath().Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "README.md")))
            .Select(match => match.Groups[1].Value.TrimEnd('/', '.', ',')).Distinct();
        Assert.All(named, path => Assert.True(Path.Exists(Path.Combine(RepositoryRoot.Path, path)), $"README.md names {path}, which is not there."));
    }

    [GeneratedRegex(@"^\s*(?:public|internal|private|protected|file)?\s*(?:partial )?(?:class|record)(?! struct) \w+", RegexOptions.Multiline)]
    private static partial Regex OpenClass();

    [GeneratedRegex(@"[`(]((?:src|tests|dashboards|firmware-config|\.ci)/[\w./-]+)")]
    private static partial Regex ReadmePath();
}
