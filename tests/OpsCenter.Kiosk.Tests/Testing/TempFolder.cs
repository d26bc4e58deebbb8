namespace OpsCenter.Kiosk.Tests.Testing;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("opscenter-kiosk-").FullName;

    internal string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
