using System.Runtime.InteropServices;
using SQLitePCL;

namespace OpsCenter.Journal.Sqlite.Native;

/// <summary>Which SQLite this process runs on: the system's where there is one, else the bundled one, which bears an open advisory.</summary>
/// <param name="IsBundled">True when the bundled library is in use: the host warns at start.</param>
/// <param name="Version">The library's own version, e.g. <c>3.40.1</c>.</param>
public sealed record SqliteLibrary(bool IsBundled, string Version)
{
    private const string SystemName = "libsqlite3.so.0";
    private const string BundledVersion = "3.35.5"; // of SQLitePCLRaw.lib.e_sqlite3 2.0.6
    private static readonly Lazy<SqliteLibrary> Library = new(Load);

    /// <summary>Loads the library once and says which it is.</summary>
    public static SqliteLibrary Loaded => Library.Value;

    private static SqliteLibrary Load()
    {
        bool system = false;
        var provider = new SQLite3Provider_e_sqlite3();
        try
        {
            NativeLibrary.SetDllImportResolver(provider.GetType().Assembly, (name, assembly, path) =>
                name == "e_sqlite3" && (system = NativeLibrary.TryLoad(SystemName, out nint handle)) ? handle : 0);
        }
        catch (InvalidOperationException)
        {
            system = VersionOf(provider) != BundledVersion; // another part of this process has chosen already
        }
        raw.SetProvider(provider);
        string version = VersionOf(provider);
        return new SqliteLibrary(!system, version);
    }

    private static string VersionOf(ISQLite3Provider provider) => provider.sqlite3_libversion().utf8_to_string();
}
