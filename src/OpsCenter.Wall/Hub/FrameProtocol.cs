using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using OpsCenter.Board;

namespace OpsCenter.Wall.Hub;

/// <summary>The JSON hub protocol, in which a frame's bytes go out as they are: serialized once, for all screens.</summary>
/// <remarks>
/// They are written in pieces of 16 KB, and each piece waits until the one before is on its way. In one piece a city's delta would lie
/// in three buffers of half a megabyte at once for every screen that stopped reading.
/// </remarks>
internal sealed class FrameProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    private const int PieceBytes = 16 * 1024;
    private const byte RecordSeparator = 0x1E; // SignalR hub protocol, “JSON Encoding”: it ends every message

    private readonly JsonHubProtocol _json = new(options);

    public string Name => _json.Name;
    public int Version => _json.Version;
    public TransferFormat TransferFormat => _json.TransferFormat;

    public bool IsVersionSupported(int version) => _json.IsVersionSupported(version);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message) =>
        _json.TryParseMessage(ref input, binder, out message);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message)
    {
        var bytes = new ArrayBufferWriter<byte>();
        WriteMessage(message, bytes);
        return bytes.WrittenMemory;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        if (message is not StreamItemMessage { Item: Frame frame } item)
        {
            _json.WriteMessage(message, output);
            return;
        }
        output.Write("{\"type\":2,\"invocationId\":\""u8);
        output.Write(JsonEncodedText.Encode(item.InvocationId ?? "").EncodedUtf8Bytes);
        output.Write("\",\"item\":"u8);
        for (var left = frame.Utf8.Span; !left.IsEmpty;)
        {
            var piece = output.GetSpan(Math.Min(left.Length, PieceBytes));
            int length = Math.Min(left.Length, piece.Length);
            left[..length].CopyTo(piece);
            output.Advance(length);
            left = left[length..];
        }
        output.Write([(byte)'}', RecordSeparator]);
    }
}
