using System.Globalization;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Poison;

/// <summary>The server's program in a folder of its own, whose city pack may be mended without touching anybody else's.</summary>
internal sealed class ServerCopy : IDisposable
{
    private readonly DataFolder _folder = new();

    internal ServerCopy()
    {
        string from = Path.GetDirectoryName(ServerProcess.Program)!;
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(_folder.Path, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    internal string Program => Path.Combine(_folder.Path, Path.GetFileName(ServerProcess.Program));

    /// <summary>The fix: the city has one grid more, on a cell of the map of its own.</summary>
    internal void AddGrid(string code)
    {
        string pack = Path.Combine(_folder.Path, "packs", "yantai");
        File.AppendAllText(Path.Combine(pack, "grids.csv"), $"{code},base,250,,,\n");
        string schematic = Path.Combine(pack, "schematic.csv");
        int right = File.ReadLines(schematic).Where(line => char.IsAsciiDigit(line[0])).Max(line => int.Parse(line.Split(',')[1], CultureInfo.InvariantCulture));
        File.AppendAllText(schematic, string.Create(CultureInfo.InvariantCulture, $"{code},{right + 1},0\n"));
    }

    public void Dispose() => _folder.Dispose();
}
