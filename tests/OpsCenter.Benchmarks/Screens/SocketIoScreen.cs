namespace OpsCenter.Benchmarks.Screens;

/// <summary>A Node-RED dashboard (socket.io 4 over Engine.IO 4): what its flow sends to every open page.</summary>
internal sealed class SocketIoScreen : ScreenLine
{
    internal SocketIoScreen(WatchOptions options, bool followed)
        : base(options, followed) => Say("40");

    protected override byte? Separator => null;

    internal override void Beat()
    {
        // The server asks, and is answered.
    }

    protected override bool IsFrame(ReadOnlySpan<byte> head) => head.StartsWith("42[\"msg-input:"u8);

    protected override void Hear(ReadOnlySpan<byte> head)
    {
        if (head.SequenceEqual("2"u8)) Say("3");
    }
}
