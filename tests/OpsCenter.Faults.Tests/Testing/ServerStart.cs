using OpsCenter.Testing;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>How a server is started.</summary>
/// <param name="Data">Its folder, as the server names it.</param>
internal sealed record ServerStart(string Data)
{
    /// <summary>0 (the default): a free one.</summary>
    public int Http { get; init; }

    /// <summary>0 (the default): a free one.</summary>
    public int Mqtt { get; init; }

    /// <summary>The program; default the server that was built with the tests.</summary>
    public string Program { get; init; } = ServerProcess.Program;

    /// <summary>More options of <c>demo</c>.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    /// <summary>A command that the server is run within, e.g. in another mount namespace.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>The same folder as the test sees it; default as the server names it.</summary>
    public string FolderOutside { get; init; } = Data;

    /// <summary>More environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How long it may take until it answers; only a hanging server uses it up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Fixed ports, for a server that comes back where its clients look for it.</summary>
    internal ServerStart OnFixedPorts() => this with { Http = FreePort.Take(), Mqtt = FreePort.Take() };

    /// <summary>With <see cref="BackDoor"/> in the server's own process.</summary>
    internal ServerStart WithBackDoor() => With((BackDoor.Variable, BackDoor.In(FolderOutside)), ("DOTNET_STARTUP_HOOKS", typeof(BackDoor).Assembly.Location));

    /// <summary>With more environment variables, e.g. settings.</summary>
    internal ServerStart With(params ReadOnlySpan<(string Name, string Value)> more)
    {
        var all = new Dictionary<string, string>(Environment);
        foreach (var (name, value) in more) all[name] = value;
        return this with { Environment = all };
    }

    /// <summary>No limit per kiosk, for load.</summary>
    internal ServerStart WithoutRates() => this with { More = ["--kiosk-rate", "off"] };
}
