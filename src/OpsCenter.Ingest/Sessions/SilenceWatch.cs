using Microsoft.Extensions.Hosting;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;
using OpsCenter.Ingest.Admission;

namespace OpsCenter.Ingest.Sessions;

/// <summary>
/// Tells the shard of kiosks that say nothing for too long, and after a start of those that did not come back. A jump of the clock silences
/// nobody (FT-09). Each round it compares the city with the sessions that stand: a coming or going that was refused with a full disk's batch is
/// told again.
/// </summary>
internal sealed class SilenceWatch(KioskDesk desk, CommandPost post, Shard shard, IngestOptions options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    private readonly HashSet<KioskId> _told = [];
    private HashSet<KioskId> _differed = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var online = await shard.AskAsync(OnlineKiosks, stoppingToken);
        long began = time.GetTimestamp();
        using var timer = new PeriodicTimer(Round, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            if (online.Count > 0 && time.GetElapsedTime(began) >= options.ReturnWithin)
            {
                foreach (var kiosk in online.Where(kiosk => !desk.Live.ContainsKey(kiosk.ToString()))) Tell(kiosk, now);
                online = [];
            }
            foreach (var session in desk.Live.Values)
                if (session.State is KioskSession kiosk) Judge(kiosk, now);
            TellAgain(await shard.AskAsync(OnlineKiosks, stoppingToken), online, now);
        }
    }

    /// <summary>Tells of kiosks whose session and city differ in two rounds running; in one, the news may just be under way.</summary>
    /// <param name="online">Who is online by the city.</param>
    /// <param name="awaited">Who may still come back after the start.</param>
    /// <param name="now">When.</param>
    private void TellAgain(IReadOnlyList<KioskId> online, IReadOnlyList<KioskId> awaited, DateTimeOffset now)
    {
        var standing = desk.Live.Values.Select(session => session.State).OfType<KioskSession>().Select(session => session.Kiosk).ToHashSet();
        HashSet<KioskId> differs = [.. online];
        differs.SymmetricExceptWith(standing.Except(_told));
        differs.ExceptWith(awaited.Except(standing));
        foreach (var kiosk in differs.Where(_differed.Contains))
        {
            if (!standing.Contains(kiosk)) post.Post(new Envelope(new Command.DisconnectKiosk(kiosk, now), null, default), null);
            else if (_told.Contains(kiosk)) Tell(kiosk, now);
            else post.Post(new Envelope(new Command.ConnectKiosk(kiosk, now), null, default), null);
        }
        _differed = differs;
    }

    private static IReadOnlyList<KioskId> OnlineKiosks(ICityView city) =>
        [.. city.Plan.Parts.Kiosks.Select(place => place.Id).Where(kiosk => city.Kiosk(kiosk).Online)];

    private void Judge(KioskSession kiosk, DateTimeOffset now)
    {
        if (time.GetElapsedTime(kiosk.LastHeard) < options.SilentAfter) _told.Remove(kiosk.Kiosk);
        else if (_told.Add(kiosk.Kiosk)) Tell(kiosk.Kiosk, now);
    }

    private void Tell(KioskId kiosk, DateTimeOffset now) => post.Post(new Envelope(new Command.NoteSilence(kiosk, now), null, default), null);
}
