namespace OpsCenter.CityPack.Tests.Testing;

/// <summary>A copy of the small second city, to be broken. It is deleted at the end.</summary>
internal sealed class BrokenPack : IDisposable
{
    internal BrokenPack()
    {
        Folder = Directory.CreateTempSubdirectory("pack-").FullName;
        foreach (string path in Directory.EnumerateFiles(Whole)) File.Copy(path, Path.Combine(Folder, Path.GetFileName(path)));
    }

    internal static string Whole { get; } = Path.Combine(AppContext.BaseDirectory, "Data", "weihai-slice");

    internal string Folder { get; }

    /// <summary>Replaces a piece of text that must be there; only its first place.</summary>
    internal BrokenPack With(string file, string old, string now)
    {
        string path = Path.Combine(Folder, file);
        string text = File.ReadAllText(path);
        int at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} does not hold '{old}'.");
        File.WriteAllText(path, string.Concat(text.AsSpan(0, at), now, text.AsSpan(at + old.Length)));
        return this;
    }

    internal BrokenPack WithFile(string file, string text)
    {
        File.WriteAllText(Path.Combine(Folder, file), text);
        return this;
    }

    internal BrokenPack Without(string file)
    {
        File.Delete(Path.Combine(Folder, file));
        return this;
    }

    /// <summary>The faults with which the pack is refused, as text.</summary>
    internal List<string> Faults() => [.. Assert.Throws<CityPackException>(() => CityPackLoader.Load(Folder)).Faults.Select(fault => fault.ToString())];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
