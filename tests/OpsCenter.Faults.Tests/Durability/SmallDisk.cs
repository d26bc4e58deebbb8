using System.Diagnostics;
using System.Globalization;

namespace OpsCenter.Faults.Tests.Durability;

/// <summary>64 MB of memory mounted as a disk in a mount namespace of its own, which a sleeping process holds open.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly Process _holder;

    private SmallDisk(Process holder, string mounted)
    {
        _holder = holder;
        string pid = holder.Id.ToString(CultureInfo.InvariantCulture);
        Enter = ["nsenter", "-t", pid, "-m", "--"];
        SeenFromHere = $"/proc/{pid}/root{mounted}";
    }

    /// <summary>Put before a command, it runs where the disk is mounted.</summary>
    internal string[] Enter { get; }

    /// <summary>The disk's folder from outside of the namespace.</summary>
    internal string SeenFromHere { get; }

    internal static async Task<SmallDisk> MountAsync(string folder)
    {
        var info = new ProcessStartInfo("unshare", ["-m", "--", "sh", "-c", $"mount -t tmpfs -o size=64m,mode=0700 tmpfs '{folder}' && echo mounted && exec sleep 1800"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var holder = Process.Start(info)!;
        string? said = await holder.StandardOutput.ReadLineAsync();
        if (said != "mounted")
        {
            string why = await holder.StandardError.ReadToEndAsync();
            Assert.Fail($"This test needs the right to mount (unshare -m, as root): {why}");
        }
        return new SmallDisk(holder, folder);
    }

    /// <summary>Writes until nothing more fits.</summary>
    internal void Fill()
    {
        try
        {
            using var filler = new FileStream(Path.Combine(SeenFromHere, "filler"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            var page = new byte[4096];
            while (true) filler.Write(page);
        }
        catch (IOException)
        {
            // Full: what was wanted.
        }
    }

    /// <summary>Writes until less than so many percent are free.</summary>
    internal void FillUntilBelow(int percent)
    {
        var disk = new DriveInfo(SeenFromHere);
        using var filler = new FileStream(Path.Combine(SeenFromHere, "filler"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        while (disk.AvailableFreeSpace * 100 >= disk.TotalSize * percent) filler.Write(new byte[4096]);
    }

    internal void MakeRoom() => File.Delete(Path.Combine(SeenFromHere, "filler"));

    public void Dispose()
    {
        _holder.Kill();
        _holder.WaitForExit();
        _holder.Dispose();
    }
}
