using System.Net;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.Simulator.City;
using OpsCenter.Simulator.Run;

namespace OpsCenter.Simulator.Tests;

public sealed class ClosingARequest : IDisposable
{
    private static readonly Ticket Ticket = Ticket.FromBody(1_234_567);
    private readonly string _folder = Directory.CreateTempSubdirectory("opscenter-simulator-").FullName;
    private readonly OutboxFleet _fleet;

    public ClosingARequest() => _fleet = OutboxFleet.Open(Path.Combine(_folder, "simulator.db"), new OutboxOptions { DrawId = () => OutboxId.Parse("aaaaaaaa") });

    public void Dispose()
    {
        _fleet.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_goes_by_the_http_command_with_a_key_and_the_staffs_token()
    {
        var server = new Server(HttpStatusCode.OK);
        Assert.Equal(Ticket, Assert.Single(await WorkAsync(server)).Ticket);
        Assert.Equal(("POST", $"/api/v1/requests/{Ticket}/close", "Bearer t0ken"), server.Heard[0]);
        Assert.StartsWith($"sim-{Ticket}-", server.Key, StringComparison.Ordinal);
        Assert.Equal($"rate/{Ticket}", Assert.Single(_fleet.Notes).Key);
    }

    [Fact]
    public async Task One_that_someone_else_closed_is_let_go()
    {
        Assert.Empty(await WorkAsync(new Server(HttpStatusCode.Conflict)));
        Assert.Empty(_fleet.Notes);
    }

    [Fact]
    public async Task One_that_the_server_does_not_know_yet_is_kept()
    {
        Assert.Empty(await WorkAsync(new Server(HttpStatusCode.NotFound)));
        Assert.Equal($"close/{Ticket}", Assert.Single(_fleet.Notes).Key);
    }

    private async Task<List<Closing>> WorkAsync(Server server)
    {
        string token = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(token, "t0ken\n", TestContext.Current.CancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        var closing = new Closing(Ticket, KioskId.Parse("k-0001"), now, new RatingFate(now.AddHours(1), true, 5));
        _fleet.Commit([], [CityMemory.NoteOf(closing)]);
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://127.0.0.1/") };
        var done = new List<Closing>();
        var desk = new ClosingDesk(_fleet, http, token, TimeProvider.System) { Done = done.Add };
        desk.Expect(closing);
        using var stop = new CancellationTokenSource();
        var working = desk.RunAsync(stop.Token);
        while (desk.Closed == 0 && desk.LastRefusal is null) await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await working;
        return done;
    }

    private sealed class Server(HttpStatusCode answer) : HttpMessageHandler
    {
        internal List<(string, string, string)> Heard { get; } = [];

        internal string Key { get; private set; } = "";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Heard.Add((request.Method.Method, request.RequestUri!.AbsolutePath, request.Headers.Authorization!.ToString()));
            Key = request.Headers.GetValues("Idempotency-Key").Single();
            return Task.FromResult(new HttpResponseMessage(answer));
        }
    }
}
