using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using OpsCenter.Benchmarks.Peers;

namespace OpsCenter.Benchmarks.Report;

/// <summary>What was measured on, and with which versions.</summary>
internal static partial class Machine
{
    internal static string Describe(string folder)
    {
        string model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
        double memory = long.Parse(Number().Match(File.ReadLines("/proc/meminfo").First()).Value, CultureInfo.InvariantCulture) / 1e6;
        return FormattableString.Invariant($"{Environment.ProcessorCount} cores ({model}), shared by server, load and screens; {memory:0} GB; data on {new DriveInfo(folder).DriveFormat}; {RuntimeInformation.FrameworkDescription}; ")
            + string.Join("; ", [Package("mosquitto", "Mosquitto"), Package("rabbitmq-server", "RabbitMQ"), NodeRed()]) + ".";
    }

    /// <summary>The commit that is measured, and whether the server or the benchmarks differ from it.</summary>
    internal static string Commit() => Answer("git", "-C", Repository.Root, "rev-parse", "--short", "HEAD") is { Length: > 0 } commit
        ? Answer("git", "-C", Repository.Root, "status", "--porcelain", "--", "src", "tests/OpsCenter.Benchmarks") is "" ? commit : $"{commit} with changes"
        : "no commit";

    private static string Package(string package, string name) => Answer("dpkg-query", "-W", "-f=${Version}", package) switch
    {
        null => $"{name} of unknown version",
        "" => $"{name} is missing (Debian package {package})",
        var version => $"{name} {version}",
    };

    // Null: there is no such program; empty: it failed, or had nothing to say.
    private static string? Answer(string program, params string[] arguments)
    {
        try
        {
            using var query = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string answer = query.StandardOutput.ReadToEnd().Trim();
            query.WaitForExit();
            return query.ExitCode == 0 ? answer : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string NodeRed()
    {
        string wanted = File.ReadAllText(Path.Combine(Repository.Root, "tests", "OpsCenter.Benchmarks", "NodeRed", "package.json"));
        string Version(string package) => Regex.Match(wanted, $"\"{Regex.Escape(package)}\": \"([^\"]+)\"").Groups[1].Value;
        return $"Node-RED {Version("node-red")} with Dashboard {Version("@flowfuse/node-red-dashboard")}";
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
