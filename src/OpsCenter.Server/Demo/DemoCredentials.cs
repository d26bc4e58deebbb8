using OpsCenter.Access;
using OpsCenter.Access.Devices;
using OpsCenter.Access.Tokens;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Server.Demo;

/// <summary>
/// What a demo's clients sign in with, in <c>DIR/demo</c>: readable by the owner only and kept across starts. Without <c>demo</c> no such
/// thing exists.
/// </summary>
internal sealed class DemoCredentials
{
    private const string KiosksHeader = "kiosk,secret,venue,grid";
    private const string ReaderHeader = "user,secret";

    private readonly List<(KioskId Kiosk, string Secret)> _kiosks = [];

    private DemoCredentials(DirectoryInfo folder) => Folder = folder;

    internal DirectoryInfo Folder { get; }

    internal string KiosksFile => Path.Combine(Folder.FullName, "kiosks.csv");

    internal string StaffTokenFile => Path.Combine(Folder.FullName, "staff-token.txt");

    internal string WallToken { get; private set; } = "";

    internal string StaffToken { get; private set; } = "";

    internal (string User, string Secret) Reader { get; private set; }

    /// <summary>Reads the credentials of a folder, and draws those that are not there.</summary>
    internal static DemoCredentials LoadOrDraw(string data, CityPlan plan)
    {
        var folder = Directory.CreateDirectory(Path.Combine(data, "demo"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var credentials = new DemoCredentials(folder);
        credentials.LoadKiosks(plan);
        credentials.WallToken = OneLine(Path.Combine(folder.FullName, "wall-token.txt"));
        credentials.StaffToken = OneLine(credentials.StaffTokenFile);
        credentials.LoadReader();
        return credentials;
    }

    internal void EnrolIn(DeviceRegistry devices, BearerTokens tokens, UnitCode city)
    {
        foreach (var (kiosk, secret) in _kiosks) devices.EnrolKiosk(kiosk, secret);
        devices.EnrolReader(Reader.User, Reader.Secret);
        tokens.Add(WallToken, new TokenHolder("demo-wall", Roles.Wall, city));
        tokens.Add(StaffToken, new TokenHolder("demo-staff", Roles.Staff, city));
    }

    private void LoadKiosks(CityPlan plan)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        if (File.Exists(KiosksFile))
            foreach (string[] row in File.ReadLines(KiosksFile).Skip(1).Select(line => line.Split(',')).Where(row => row.Length >= 2)) known[row[0]] = row[1];
        foreach (var place in plan.Parts.Kiosks) _kiosks.Add((place.Id, known.GetValueOrDefault(place.Id.ToString()) ?? SecretHash.Draw()));
        if (_kiosks.Count == known.Count && _kiosks.TrueForAll(kiosk => known.ContainsKey(kiosk.Kiosk.ToString()))) return;
        WriteOwnerOnly(KiosksFile, [KiosksHeader, .. _kiosks.Select(kiosk =>
            $"{kiosk.Kiosk},{kiosk.Secret},{plan.VenueOf(kiosk.Kiosk)!.Id},{plan.VenueOf(kiosk.Kiosk)!.Grid}")]);
    }

    private void LoadReader()
    {
        string file = Path.Combine(Folder.FullName, "reader.csv");
        if (!File.Exists(file)) WriteOwnerOnly(file, [ReaderHeader, $"demo-reader,{SecretHash.Draw()}"]);
        string[] row = File.ReadLines(file).Skip(1).First().Split(',');
        Reader = (row[0], row[1]);
    }

    private static string OneLine(string file)
    {
        if (!File.Exists(file)) WriteOwnerOnly(file, [SecretHash.Draw()]);
        return File.ReadAllText(file).Trim();
    }

    private static void WriteOwnerOnly(string file, IEnumerable<string> lines)
    {
        string draft = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        using (var writer = new StreamWriter(draft, options))
            foreach (string line in lines) writer.Write(line + "\n");
        File.Move(draft, file, overwrite: true);
    }
}
