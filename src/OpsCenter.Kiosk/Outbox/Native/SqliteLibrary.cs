using System.Runtime.InteropServices;
using SQLitePCL;

namespace OpsCenter.Kiosk.Outbox.Native;

/// <summary>Loads SQLite once: the system's library where there is one, else the bundled one.</summary>
internal static class SqliteLibrary
{
    private static readonly Lazy<string> Version = new(Load);

    /// <summary>The version of the library in use, e.g. <c>3.40.1</c>; the first call loads it.</summary>
    internal static string Loaded => Version.Value;

    private static string Load()
    {
        ISQLite3Provider provider = new SQLite3Provider_e_sqlite3();
        try
        {
            NativeLibrary.SetDllImportResolver(provider.GetType().Assembly, (name, _, _) =>
                name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out nint system) ? system : 0);
        }
        catch (InvalidOperationException)
        {
            // Another part of this process, the journal, has chosen already, by the same rule.
        }
        raw.SetProvider(provider);
        return provider.sqlite3_libversion().utf8_to_string();
    }
}
