using System.Diagnostics;
using System.Globalization;

namespace OpsCenter.Server.Demo;

/// <summary>The simulated city, in a child process of its own that ends with its parent: it learns so by the end of its standard input.</summary>
internal sealed class SimulatorProcess(IHostApplicationLifetime lifetime, ILogger<SimulatorProcess> logger) : IDisposable
{
    private Process? _child;

    /// <summary>Starts the child.</summary>
    /// <param name="arguments">Its options, name and value in turn.</param>
    internal void Start(IEnumerable<string> arguments)
    {
        string self = Environment.ProcessPath ?? throw new InvalidOperationException("The program does not know its own path.");
        var start = new ProcessStartInfo(self) { RedirectStandardInput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(self) == "dotnet") start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "OpsCenter.Server.dll"));
        start.ArgumentList.Add("simulate");
        start.Environment["DOTNET_gcServer"] = "0"; // a server's collector would keep for speed what the simulation must save
        start.Environment["DOTNET_GCgen0size"] = "0x400000";
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        start.ArgumentList.Add("--parent");
        start.ArgumentList.Add(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        _child = Process.Start(start);
        if (_child is null) return;
        _child.EnableRaisingEvents = true;
        _child.Exited += (_, _) =>
        {
            if (!lifetime.ApplicationStopping.IsCancellationRequested) logger.SimulatorEnded(_child.ExitCode);
        };
    }

    /// <summary>Ends the child.</summary>
    public void Dispose()
    {
        if (_child is null) return;
        if (!_child.HasExited)
        {
            _child.StandardInput.Close();
            if (!_child.WaitForExit(TimeSpan.FromSeconds(3))) _child.Kill();
        }
        _child.Dispose();
    }
}
