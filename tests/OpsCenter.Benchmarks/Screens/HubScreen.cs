namespace OpsCenter.Benchmarks.Screens;

/// <summary>A wall on the hub (SignalR's JSON protocol): the city and its districts.</summary>
internal sealed class HubScreen : ScreenLine
{
    internal HubScreen(WatchOptions options, bool followed)
        : base(options, followed)
    {
        Say("{\"protocol\":\"json\",\"version\":1}\u001e");
        Say($$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{options.Scope}}","children"]}""" + "\u001e");
    }

    protected override byte? Separator => 0x1E;

    internal override void Beat() => Say("{\"type\":6}\u001e");

    protected override bool IsFrame(ReadOnlySpan<byte> head) => head.StartsWith("{\"type\":2,"u8);
}
