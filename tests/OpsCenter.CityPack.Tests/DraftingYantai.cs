using OpsCenter.CityPack.Drafting;
using OpsCenter.CityPack.Tests.Testing;

namespace OpsCenter.CityPack.Tests;

/// <summary>The invented files are in the repository, and they are what the draft gives. With OPSCENTER_DRAFT=write they are written instead.</summary>
public sealed class DraftingYantai
{
    [Fact]
    public void The_drafted_files_are_those_in_the_repository()
    {
        string folder = Path.Combine(Repository.Root, "src", "OpsCenter.CityPack", "Yantai");
        bool write = Environment.GetEnvironmentVariable("OPSCENTER_DRAFT") == "write";
        foreach (var (name, text) in PackDraft.Make(folder, DraftNumbers.Yantai))
        {
            string path = Path.Combine(folder, name);
            if (write) File.WriteAllText(path, text);
            Assert.True(File.Exists(path) && File.ReadAllText(path) == text, $"{name} is not what the draft gives; run this test with OPSCENTER_DRAFT=write and look at the difference.");
        }
    }
}
