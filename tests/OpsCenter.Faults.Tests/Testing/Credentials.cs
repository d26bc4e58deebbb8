namespace OpsCenter.Faults.Tests.Testing;

/// <summary>One kiosk of the demo: who it is and where it stands.</summary>
internal sealed record KioskCredential(string Kiosk, string Secret, string Venue, string Grid)
{
    internal string Topic(string channel) => $"ops/v1/{Credentials.City}/{Kiosk}/{channel}";
}

/// <summary>What a demo writes for its clients into <c>DIR/demo</c>.</summary>
internal sealed record Credentials(IReadOnlyList<KioskCredential> Kiosks, string ReaderUser, string ReaderSecret, string WallToken, string StaffToken)
{
    internal const string City = "370600";

    internal static Credentials None { get; } = new([], "", "", "", "");

    internal static Credentials Read(string data)
    {
        string folder = Path.Combine(data, "demo");
        string[][] kiosks = [.. File.ReadLines(Path.Combine(folder, "kiosks.csv")).Skip(1).Select(line => line.Split(','))];
        string[] reader = File.ReadLines(Path.Combine(folder, "reader.csv")).Skip(1).First().Split(',');
        return new Credentials(
            [.. kiosks.Select(row => new KioskCredential(row[0], row[1], row[2], row[3]))], reader[0], reader[1],
            File.ReadAllText(Path.Combine(folder, "wall-token.txt")).Trim(), File.ReadAllText(Path.Combine(folder, "staff-token.txt")).Trim());
    }
}
