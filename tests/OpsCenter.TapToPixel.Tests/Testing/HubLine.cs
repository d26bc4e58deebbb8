using Microsoft.Playwright;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>Stands on the line between a page and the hub, within the page: holds back one stream, or changes a word of what is said.</summary>
internal static class HubLine
{
    /// <param name="page">A page that has not been opened yet.</param>
    /// <param name="asked">What the page says when it asks for the stream that can be held back, e.g. <c>"target":"Focus"</c>.</param>
    /// <param name="word">A word of the server that is changed; empty for none.</param>
    /// <param name="other">What stands in its place.</param>
    internal static Task OnAsync(IPage page, string asked, string word = "", string other = "") => page.AddInitScriptAsync($$"""
        (() => {
          const [asked, word, other] = {{System.Text.Json.JsonSerializer.Serialize(new[] { asked, word, other })}};
          const end = String.fromCharCode(0x1e);
          const idOf = (message) => /"invocationId":"(\d+)"/.exec(message)?.[1];
          window.WebSocket = class extends WebSocket {
            held = new Set();
            send(said) {
              for (const message of String(said).split(end)) if (message.includes(asked)) this.held.add(idOf(message));
              super.send(said);
            }
            set onmessage(hear) {
              super.onmessage = (event) => {
                const kept = event.data.split(end).filter((message) => message !== '' && !(window.hubSilent && this.held.has(idOf(message))));
                if (kept.length > 0) hear(new MessageEvent('message', { data: kept.map((message) => (word === '' ? message : message.replaceAll(word, other)) + end).join('') }));
              };
            }
          };
        })();
        """);

    /// <summary>From now on nothing of the stream passes, however often it is asked for; or all of it does.</summary>
    internal static Task SilenceAsync(IPage page, bool silent) => page.EvaluateAsync("(silent) => { window.hubSilent = silent; }", silent);
}
