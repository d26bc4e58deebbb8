using System.Net;
using OpsCenter.Kiosk.Outbox;

namespace OpsCenter.Simulator.Run;

/// <summary>The staff: closes each request when its time has come, by the same HTTP command as a person would.</summary>
internal sealed class ClosingDesk(OutboxFleet fleet, HttpClient http, string tokenFile, TimeProvider time)
{
    private const int Hands = 8;         // at work at once: what was due while nothing ran is closed within seconds
    private const int MostAttempts = 12; // a request not yet heard is asked for again; after that it is let go
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10), Pause = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private int _closed;
    private readonly PriorityQueue<(Closing Closing, int Attempt), DateTimeOffset> _due = new();

    /// <summary>Closed since the start.</summary>
    internal int Closed => _closed;

    /// <summary>What the server answered last when it was not yes; null when it always was.</summary>
    internal string? LastRefusal { get; private set; }

    /// <summary>Called with each closing that was done.</summary>
    internal required Action<Closing> Done { get; init; }

    internal void Expect(Closing closing)
    {
        lock (_gate) _due.Enqueue((closing, 1), closing.At);
    }

    /// <summary>Works until cancelled.</summary>
    internal Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(Enumerable.Range(0, Hands).Select(_ => WorkAsync(cancellationToken)));

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (!TryNext(out var next) || !await TryCloseAsync(next.Closing, next.Attempt, cancellationToken))
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool TryNext(out (Closing Closing, int Attempt) next)
    {
        lock (_gate)
        {
            next = default;
            if (!_due.TryPeek(out _, out var at) || at > time.GetUtcNow()) return false;
            next = _due.Dequeue();
            return true;
        }
    }

    /// <returns>False when the server should be left in peace for a moment.</returns>
    private async Task<bool> TryCloseAsync(Closing closing, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            using var command = new HttpRequestMessage(HttpMethod.Post, $"api/v1/requests/{closing.Ticket}/close");
            command.Headers.Add("Idempotency-Key", $"sim-{closing.Ticket}-{closing.At.ToUnixTimeSeconds()}");
            command.Headers.Authorization = new("Bearer", (await File.ReadAllTextAsync(tokenFile, cancellationToken)).Trim());
            using var answer = await http.SendAsync(command, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!answer.IsSuccessStatusCode) LastRefusal = $"{(int)answer.StatusCode} for {closing.Ticket}";
            if (answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.Conflict || attempt == MostAttempts) Finish(closing, answer.IsSuccessStatusCode);
            else PutBack(closing, answer.StatusCode is HttpStatusCode.NotFound ? attempt + 1 : attempt);
            return answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException)
        {
            LastRefusal = failure.Message;
            PutBack(closing, attempt);
            return false;
        }
    }

    private void PutBack(Closing closing, int attempt)
    {
        lock (_gate) _due.Enqueue((closing, attempt), time.GetUtcNow() + Again);
    }

    private void Finish(Closing closing, bool isClosed)
    {
        var notes = new List<(string, string?)> { (CityMemory.NameOfClosing(closing.Ticket), null) };
        if (isClosed && closing.Rating is { } rating) notes.Add(CityMemory.NoteOf(closing.Ticket, closing.Kiosk, rating));
        fleet.Commit([], notes);
        if (!isClosed) return;
        Interlocked.Increment(ref _closed);
        Done(closing);
    }
}
