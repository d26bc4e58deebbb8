using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpsCenter.Access.Devices;
using OpsCenter.Access.Tokens;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Taps;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;

namespace OpsCenter.Server.Tests;

/// <summary>Staff of one district change and see nothing of another; kiosk k-00001 stands in 370602.</summary>
public sealed class Districts : IClassFixture<Serving.Server>
{
    private static readonly KioskId Kiosk = KioskId.Parse("k-00001", null);

    private readonly Serving.Server _server;
    private readonly string _here = SecretHash.Draw();
    private readonly string _elsewhere = SecretHash.Draw();

    public Districts(Serving.Server server)
    {
        _server = server;
        server.Get<BearerTokens>().Add(_here, new TokenHolder("here", Access.Roles.Staff, UnitCode.Parse("370602")));
        server.Get<BearerTokens>().Add(_elsewhere, new TokenHolder("elsewhere", Access.Roles.Staff, UnitCode.Parse("370611")));
    }

    [Fact]
    public async Task They_close_their_own_requests_and_no_others()
    {
        var ticket = Ticket.FromBody(7);
        Assert.Equal(OutcomeKind.Done, (await TapAsync(1, new TapAction.RaiseRequest(RequestKind.Parse("danger"), ticket, UnitCode.None, PersonId.None, null, null))).Kind);
        Assert.Equal(HttpStatusCode.Forbidden, await _server.PostAsync($"/api/v1/requests/{ticket}/close", _elsewhere));
        Assert.Equal(HttpStatusCode.OK, await _server.PostAsync($"/api/v1/requests/{ticket}/close", _here));
        Assert.Equal(HttpStatusCode.NotFound, await _server.PostAsync($"/api/v1/requests/{Ticket.FromBody(8)}/close", _elsewhere));
    }

    [Fact]
    public async Task They_list_and_send_through_what_was_set_aside_of_their_own_kiosks_and_a_broken_rule_is_told_without_the_message()
    {
        using var told = new Told();
        _server.Get<ILoggerFactory>().AddProvider(told);
        var outcome = await TapAsync(2, new Unruly());
        Assert.Equal((OutcomeKind.Quarantined, "rule-broke"), (outcome.Kind, outcome.Refusal?.Code));
        string line = Assert.Single(told.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Contains("k-00001", line, StringComparison.Ordinal);
        Assert.Contains("UnreachableException", line, StringComparison.Ordinal);
        Assert.Contains("TapRule.DecideAction", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret words", line, StringComparison.Ordinal);
        using var list = JsonDocument.Parse((await _server.GetAsync("/api/v1/quarantine", _here)).Text);
        var entry = Assert.Single(list.RootElement.EnumerateArray());
        Assert.Equal("k-00001", entry.GetProperty("kiosk").GetString());
        string requeue = $"/api/v1/quarantine/{entry.GetProperty("position").GetInt64()}/requeue";
        Assert.Equal("[]", (await _server.GetAsync("/api/v1/quarantine", _elsewhere)).Text);
        Assert.Equal(HttpStatusCode.Forbidden, await _server.PostAsync(requeue, _elsewhere));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await _server.PostAsync(requeue, _here));
    }

    [Theory]
    [InlineData("/wall/city/screen.css")]
    [InlineData("/wall/data/pulse/city")]
    public async Task They_ask_nothing_of_the_citys_wall(string path)
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await _server.GetAsync(path, _here)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _server.GetAsync(path, _server.Folder.StaffToken)).Status);
    }

    private async Task<Outcome> TapAsync(long seq, TapAction action)
    {
        var now = DateTimeOffset.UtcNow;
        var pending = new PendingAnswer();
        var tap = new Command.HearTap(new TapStamp(new TapId(Kiosk, OutboxId.Default, seq), (ulong)seq), now, now, action);
        await _server.Get<Shard>().PostAsync(new Envelope(tap, pending, "secret words"u8.ToArray()), TestContext.Current.CancellationToken);
        return await pending.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>No rule knows it: the rule breaks.</summary>
    private sealed record Unruly : TapAction;

    private sealed class Told : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        internal IEnumerable<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
