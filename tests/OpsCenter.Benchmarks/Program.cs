using System.Diagnostics;
using OpsCenter.Benchmarks.Load;
using OpsCenter.Benchmarks.Report;
using OpsCenter.Benchmarks.Rows;
using OpsCenter.Benchmarks.Screens;

const string Usage = """
    Our server beside its peers, whole processes on loopback: prints one table, and which floors hold. Exit code 0: all hold; 1: not all; 2: not understood.

      dotnet run -c Release --project tests/OpsCenter.Benchmarks [-- ROW …] [--quick] [--write README.md]

      ROW           only these rows; default all
      --quick       one short repetition of each: shows that all works, is no measurement
      --write FILE  puts the rows measured into the table between the markers of a Markdown file; other rows stay
    """;

if (args is ["press", var press]) return PressRun.Begin(press);
if (args is ["watch", var watch]) return WatchRun.Begin(watch);

Row[] known =
[
    new IngestRow(50, 100, overMosquitto: 1.3, overRabbit: 4), new IngestRow(500, 20, overMosquitto: 1.2, overRabbit: null),
    new LatencyRow(), new ScreensRow(), new DashboardRow(), new IdleRow(), new SlowScreenRow(),
];
bool quick = args.Contains("--quick");
int write = Array.IndexOf(args, "--write");
string? file = write >= 0 && write + 1 < args.Length ? args[write + 1] : null;
string[] named = [.. args.Where((argument, n) => argument != "--quick" && (write < 0 || (n != write && n != write + 1)))];
string[] unknown = [.. named.Except(known.Select(row => row.Key))];
if (unknown.Length > 0 || (write >= 0 && (file is null || quick)))
{
    Console.Error.WriteLine($"{(unknown.Length > 0 ? $"There is no row {string.Join(", ", unknown)}" : "--write needs a file, and a measurement that is not --quick")}. Rows: {string.Join(", ", known.Select(row => row.Key))}\n\n{Usage}");
    return 2;
}

string folder = Directory.CreateTempSubdirectory("opscenter-bench-").FullName;
var bench = new Bench(quick ? 1 : 3, quick ? 0.4 : 1, folder);
var table = new Table(Machine.Describe(folder), Machine.Commit(), [.. known.Select(row => row.Key)]);
try
{
    foreach (var row in known.Where(row => named.Length == 0 || named.Contains(row.Key)))
    {
        long since = Stopwatch.GetTimestamp();
        table.Add(row.Key, row.What, await row.MeasureAsync(bench));
        Bench.Say(FormattableString.Invariant($"{row.Key} took {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s"));
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
Console.WriteLine(table.Markdown(quick));
if (file is not null) table.WriteInto(file);
Console.WriteLine(table.Verdict);
return table.AllHold ? 0 : 1;
