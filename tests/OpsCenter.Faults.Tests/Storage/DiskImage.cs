namespace OpsCenter.Faults.Tests.Storage;

/// <summary>A folder in memory, where there is one: thousands of images are laid and thrown away.</summary>
internal sealed class DiskImage : IDisposable
{
    private static int _count;

    internal DiskImage() => Directory.CreateDirectory(Path);

    internal static string Root { get; } = Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath().TrimEnd('/');

    internal string Path { get; } = System.IO.Path.Combine(Root, $"opscenter-image-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
