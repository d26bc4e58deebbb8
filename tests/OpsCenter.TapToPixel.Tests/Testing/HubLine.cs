using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>Stands on the line between a page and the hub: holds back one stream, or changes what is said.</summary>
internal sealed partial class HubLine
{
    private readonly string _asked;
    private volatile bool _silent;

    private HubLine(string asked) => _asked = asked;

    /// <summary>Whether nothing of the stream passes now; it may be asked for again, and stays silent.</summary>
    internal bool Silent { set => _silent = value; }

    /// <param name="page">A page that has not been opened yet.</param>
    /// <param name="asked">What the page says when it asks for the stream, e.g. <c>"target":"Focus"</c>.</param>
    /// <param name="change">What becomes of each message that passes.</param>
    internal static async Task<HubLine> OnAsync(IPage page, string asked, Func<string, string>? change = null)
    {
        var line = new HubLine(asked);
        await page.RouteWebSocketAsync(new Regex("/hub/live"), socket =>
        {
            // A connection numbers its streams from 0 on.
            var held = new ConcurrentDictionary<string, byte>();
            var server = socket.ConnectToServer();
            socket.OnMessage(frame => server.Send(line.Note(frame.Text!, held)));
            server.OnMessage(frame =>
            {
                string kept = string.Concat(frame.Text!.Split('\u001e', StringSplitOptions.RemoveEmptyEntries).Where(message => line.Passes(message, held)).Select(message => (change?.Invoke(message) ?? message) + '\u001e'));
                if (kept.Length > 0) socket.Send(kept);
            });
        });
        return line;
    }

    private string Note(string said, ConcurrentDictionary<string, byte> held)
    {
        foreach (string message in said.Split('\u001e').Where(message => message.Contains(_asked, StringComparison.Ordinal))) held[IdOf(message)] = 0;
        return said;
    }

    private bool Passes(string message, ConcurrentDictionary<string, byte> held) => !_silent || !held.ContainsKey(IdOf(message));

    private static string IdOf(string message) => Id().Match(message).Groups[1].Value;

    [GeneratedRegex("\"invocationId\":\"(\\d+)\"")]
    private static partial Regex Id();
}
