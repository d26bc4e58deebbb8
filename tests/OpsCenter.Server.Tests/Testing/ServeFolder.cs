using OpsCenter.Access.Devices;
using OpsCenter.CityPack;
using OpsCenter.Server.Serve;

namespace OpsCenter.Server.Tests.Testing;

/// <summary>A folder with all that <c>serve</c> needs, on free ports.</summary>
internal sealed class ServeFolder : IDisposable
{
    internal const string Kiosk = "k-00001";

    internal string Path { get; } = Directory.CreateTempSubdirectory("opscenter-serve-").FullName;

    internal string StaffToken { get; } = SecretHash.Draw();

    internal string WallToken { get; } = SecretHash.Draw();

    internal string KioskSecret { get; } = SecretHash.Draw();

    internal string ReaderSecret { get; } = SecretHash.Draw();

    internal ServeFolder(string? kiosk = null)
    {
        Write("kiosks.csv", $"kiosk,secret\n{kiosk ?? Kiosk},{KioskSecret}\n");
        Write("readers.csv", $"user,secret\nnode-red,{ReaderSecret}\n");
        Write("staff.txt", StaffToken + "\n");
        Write("wall.txt", WallToken + "\n");
    }

    internal string File(string name) => System.IO.Path.Combine(Path, name);

    internal void Write(string name, string text) => System.IO.File.WriteAllText(File(name), text);

    /// <summary>Writes a configuration with some members changed, and reads it.</summary>
    internal ServeOptions Options(string more = "") => ServeOptions.Load(Config(more));

    internal string Config(string more = "", string http = "0", string mqtt = "0")
    {
        string path = Path.Replace("\\", "/", StringComparison.Ordinal);
        Write("serve.json", $$"""
            {
              // comments are allowed
              "data": "{{path}}/data", "http": {{http}}, "mqtt": {{mqtt}}, "kiosks": "{{path}}/kiosks.csv", "readers": "{{path}}/readers.csv",
              "staffToken": "{{path}}/staff.txt", "wallToken": "{{path}}/wall.txt"{{more}}
            }
            """);
        return File("serve.json");
    }

    /// <summary>A copy of the shipped pack that a test may change.</summary>
    internal string CopyPack()
    {
        string folder = Directory.CreateDirectory(File("pack")).FullName;
        foreach (string file in Directory.GetFiles(CityPackLoader.ShippedFolder)) System.IO.File.Copy(file, System.IO.Path.Combine(folder, System.IO.Path.GetFileName(file)));
        return folder;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
