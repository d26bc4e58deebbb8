using System.Runtime.InteropServices;

namespace OpsCenter.Journal.Sqlite.Native;

/// <summary>Makes a rename durable: the entry in the directory has an fsync of its own (fsync(2)), for which .NET has no call.</summary>
internal static partial class DirectorySync
{
    private const int ReadOnlyDirectory = 0x80000 | 0x10000; // O_CLOEXEC | O_DIRECTORY on Linux x64; arm64 differs in the second

    internal static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        int flags = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x80000 | 0x4000 : ReadOnlyDirectory;
        int descriptor = Open(folder, flags);
        if (descriptor < 0) throw new IOException($"{folder} cannot be opened (errno {Marshal.GetLastPInvokeError()}).");
        int result = Sync(descriptor);
        int error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (result != 0) throw new IOException($"{folder} cannot be synced (errno {error}).");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
