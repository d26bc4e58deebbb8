using OpsCenter.Board.Fold;
using OpsCenter.CityPack;
using OpsCenter.Server.Backup;
using OpsCenter.Server.CommandLine;
using OpsCenter.Server.Demo;
using OpsCenter.Server.Faults;
using OpsCenter.Server.Serve;
using OpsCenter.Server.Verify;
using OpsCenter.Simulator;
using OpsCenter.Wall.Dashboards;

try
{
    return CommandLineReader.Read(args) switch
    {
        ServerCommand.Demo demo => await DemoProgram.RunAsync(demo),
        ServerCommand.Serve serve => await ServeProgram.RunAsync(serve),
        ServerCommand.Verify verify => VerifyProgram.Run(verify),
        ServerCommand.Backup backup => BackupProgram.Run(backup, TimeProvider.System),
        ServerCommand.Restore restore => RestoreProgram.Run(restore, TimeProvider.System),
        ServerCommand.Simulate simulate => await SimulatorProgram.RunAsync(simulate.Arguments, KillSwitch.FromEnvironment(), CancellationToken.None),
        _ => Tell(CommandLineReader.Usage, 0),
    };
}
catch (UsageException usage)
{
    return Tell($"{usage.Message}\n\n{CommandLineReader.Usage}", 2);
}
catch (Exception refused) when (refused is CityPackException or DashboardException or UnknownPlaceException or ConfigurationRefusedException or IOException or UnauthorizedAccessException)
{
    return Tell(refused.Message, 2); // a file or a folder that a person can mend: the sentence names it
}

static int Tell(string text, int code)
{
    (code == 0 ? Console.Out : Console.Error).WriteLine(text);
    return code;
}
