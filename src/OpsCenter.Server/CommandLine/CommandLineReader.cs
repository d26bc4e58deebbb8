using System.Globalization;

namespace OpsCenter.Server.CommandLine;

/// <summary>Arguments that cannot be understood; the message says what to do instead.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>Reads the program's arguments.</summary>
internal static class CommandLineReader
{
    internal const string Usage = """
        OpsCenter, the live operations centre of a city that runs its neighbourhoods by grids.

          demo   [--still] [--speed N] [--data DIR] [--http PORT] [--mqtt PORT] [--kiosk-rate N|off] [--outbox DIR]
                 serves the shipped city on loopback with simulated kiosks over real MQTT, and prints the wall's address;
                 the kiosks' outboxes are on disk in DIR/demo, or in the folder of --outbox
          serve  --config FILE
                 the real thing
          verify --data DIR [--json]
                 reads the whole journal, checks the chain, folds it afresh; prints one JSON object, and on the error
                 output of a terminal a summary, unless --json; exit code 0: sound, 1: not sound, 2: not understood
          backup --data DIR --to FOLDER (--keys FOLDER | --without-keys) [--add | --every SECONDS]
                 copies the journal beside the running server, checked before and after; the keys and other secrets go to a
                 place of their own; --add adds what came since to a backup that stands, --every goes on doing so
          restore --from FOLDER --data DIR (--keys FOLDER | --without-keys) [--replace]
                 checks a backup and makes an empty folder a data folder out of it; --replace moves what lies there aside
        """;

    /// <exception cref="UsageException">An argument is not understood.</exception>
    internal static ServerCommand Read(string[] arguments) => arguments switch
    {
        [] or ["help" or "--help" or "-h"] => new ServerCommand.Help(),
        ["demo", .. var rest] => ReadDemo(new Options(rest, ["still"])),
        ["serve", .. var rest] => ReadServe(new Options(rest, [])),
        ["verify", .. var rest] => ReadVerify(new Options(rest, ["json"])),
        ["backup", .. var rest] => ReadBackup(new Options(rest, ["without-keys", "add"])),
        ["restore", .. var rest] => ReadRestore(new Options(rest, ["without-keys", "replace"])),
        ["simulate", .. var rest] => new ServerCommand.Simulate(rest),
        [var other, ..] => throw new UsageException($"'{other}' is no command; there are demo, serve, verify, backup and restore."),
    };

    private static ServerCommand.Demo ReadDemo(Options options)
    {
        var defaults = new ServerCommand.Demo();
        var demo = new ServerCommand.Demo
        {
            Data = options.Text("data") ?? defaults.Data,
            Http = options.Whole("http", 0, 65_535) ?? defaults.Http,
            Mqtt = options.Whole("mqtt", 0, 65_535) ?? defaults.Mqtt,
            Still = options.Flag("still"),
            Speed = options.Number("speed", 0.001, 1_000) ?? defaults.Speed,
            Outbox = options.Text("outbox"),
            KioskRate = options.Text("kiosk-rate") is "off" ? 0 : options.Whole("kiosk-rate", 1, 100_000) ?? defaults.KioskRate,
        };
        options.RefuseRest();
        return demo;
    }

    private static ServerCommand.Serve ReadServe(Options options)
    {
        string file = options.Text("config") ?? throw new UsageException("serve needs --config FILE.");
        options.RefuseRest();
        return new ServerCommand.Serve(file);
    }

    private static ServerCommand.Verify ReadVerify(Options options)
    {
        string data = options.Text("data") ?? throw new UsageException("verify needs --data DIR.");
        bool json = options.Flag("json");
        options.RefuseRest();
        return new ServerCommand.Verify(data, json);
    }

    private static ServerCommand.Backup ReadBackup(Options options)
    {
        string data = options.Text("data") ?? throw new UsageException("backup needs --data DIR.");
        string to = options.Text("to") ?? throw new UsageException("backup needs --to FOLDER, which it makes.");
        int? every = options.Whole("every", 1, 86_400);
        var backup = new ServerCommand.Backup(data, to, ReadKeys(options, "backup")) { Adds = options.Flag("add") || every is not null, Every = every is { } seconds ? TimeSpan.FromSeconds(seconds) : null };
        options.RefuseRest();
        return backup;
    }

    private static ServerCommand.Restore ReadRestore(Options options)
    {
        string from = options.Text("from") ?? throw new UsageException("restore needs --from FOLDER, a backup.");
        string data = options.Text("data") ?? throw new UsageException("restore needs --data DIR, which it makes.");
        var restore = new ServerCommand.Restore(from, data, ReadKeys(options, "restore"), options.Flag("replace"));
        options.RefuseRest();
        return restore;
    }

    private static string? ReadKeys(Options options, string command) => (options.Text("keys"), options.Flag("without-keys")) switch
    {
        ({ } keys, false) => keys,
        (null, true) => null,
        _ => throw new UsageException($"{command} needs --keys FOLDER, another place than the journal's: whoever has both can read all of it. Or say --without-keys."),
    };

    /// <summary><c>--name value</c>, <c>--name=value</c>, and flags; each at most once.</summary>
    private sealed class Options
    {
        private readonly Dictionary<string, string> _given = [];
        private readonly HashSet<string> _read = [];

        internal Options(IReadOnlyList<string> arguments, IReadOnlyList<string> flags)
        {
            for (int i = 0; i < arguments.Count; i++)
            {
                if (!arguments[i].StartsWith("--", StringComparison.Ordinal)) throw new UsageException($"'{arguments[i]}' is no option; options begin with --.");
                string[] parts = arguments[i][2..].Split('=', 2);
                string value = parts.Length == 2 ? parts[1] : flags.Contains(parts[0]) ? "" : i + 1 < arguments.Count ? arguments[++i]
                    : throw new UsageException($"--{parts[0]} needs a value.");
                if (!_given.TryAdd(parts[0], value)) throw new UsageException($"--{parts[0]} is given twice.");
            }
        }

        internal string? Text(string name)
        {
            _read.Add(name);
            return _given.GetValueOrDefault(name);
        }

        internal bool Flag(string name) => Text(name) is not null;

        internal int? Whole(string name, int least, int most) => Text(name) is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most ? value
            : throw new UsageException($"--{name} takes a whole number from {least} to {most}, not '{text}'.");

        internal double? Number(string name, double least, double most) => Text(name) is not { } text ? null
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most ? value
            : throw new UsageException($"--{name} takes a number from {least} to {most}, not '{text}'.");

        internal void RefuseRest()
        {
            foreach (string name in _given.Keys)
                if (!_read.Contains(name)) throw new UsageException($"--{name} is not known to this command.");
        }
    }
}
