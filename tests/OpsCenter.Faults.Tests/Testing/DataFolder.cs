namespace OpsCenter.Faults.Tests.Testing;

/// <summary>A server's folder that goes away with the test.</summary>
internal sealed class DataFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("opscenter-faults-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
