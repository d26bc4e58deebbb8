using System.Globalization;

namespace OpsCenter.Benchmarks.Peers;

/// <summary>The shipped city with more kiosks: several stand in a venue.</summary>
internal static class CrowdedCity
{
    internal static string KioskId(int number) => string.Create(CultureInfo.InvariantCulture, $"k-{number:D5}");

    /// <summary>Writes its pack into a folder that is made.</summary>
    internal static string Write(string folder, int kiosks)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(ShippedCity.Folder)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        string[] lines = File.ReadAllLines(Path.Combine(ShippedCity.Folder, "kiosks.csv"));
        int shipped = ShippedCity.Kiosks.Count;
        File.WriteAllLines(Path.Combine(folder, "kiosks.csv"), [.. lines, .. Enumerable.Range(shipped + 1, Math.Max(0, kiosks - shipped))
            .Select(n => string.Create(CultureInfo.InvariantCulture, $"{KioskId(n)},v-{(n - 1) % shipped + 1:D5}"))]);
        return folder;
    }
}
