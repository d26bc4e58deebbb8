using OpsCenter.Server.CommandLine;
using OpsCenter.Server.Demo;
using OpsCenter.Server.Serve;
using OpsCenter.Server.Verify;
using OpsCenter.Simulator;

try
{
    return CommandLineReader.Read(args) switch
    {
        ServerCommand.Demo demo => await DemoProgram.RunAsync(demo),
        ServerCommand.Serve serve => await ServeProgram.RunAsync(serve),
        ServerCommand.Verify verify => VerifyProgram.Run(verify),
        ServerCommand.Simulate simulate => await SimulatorProgram.RunAsync(simulate.Arguments, CancellationToken.None),
        _ => Tell(CommandLineReader.Usage, 0),
    };
}
catch (UsageException usage)
{
    return Tell($"{usage.Message}\n\n{CommandLineReader.Usage}", 2);
}

static int Tell(string text, int code)
{
    (code == 0 ? Console.Out : Console.Error).WriteLine(text);
    return code;
}
