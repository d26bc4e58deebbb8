using OpsCenter.Domain.City;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Taps;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;
using OpsCenter.Journal.InMemory;
using OpsCenter.Journal.Sealing;
using OpsCenter.Testing;

namespace OpsCenter.Grains.Tests;

/// <summary>A tiny city over an in-memory journal, driven by one hand: taps, commands and the clock.</summary>
public abstract class CitySpec
{
    protected MemoryDisk Disk { get; } = new();

    protected KeyVault Vault { get; } = new(new InMemoryKeyStore());

    private readonly Dictionary<KioskId, long> _seqs = [];

    protected CitySpec()
    {
        Journal = new InMemoryJournal(Disk);
        Core = new ShardCore(TinyCity.Plan(), Journal, Vault);
        Core.Restore();
        Core.Open(Now);
        Core.RunDue(Now);
    }

    protected InMemoryJournal Journal { get; }

    protected ShardCore Core { get; private set; }

    protected DateTimeOffset Now { get; private set; } = TinyCity.Ten;

    protected ICityView City => Core.City;

    protected static PersonId Wang { get; } = PersonId.Parse("00000000000000000000000000000001");

    protected static PersonId Li { get; } = PersonId.Parse("00000000000000000000000000000002");

    protected IReadOnlyList<OpsEvent> Events => [.. Journal.Read(0).Select(recorded => recorded.Event)];

    protected VenueState Harbour => City.Venue(TinyCity.Harbour);

    protected VenueState Market => City.Venue(TinyCity.Market);

    protected KioskState HarbourKiosk => City.Kiosk(TinyCity.HarbourKiosk);

    protected void Pass(TimeSpan time)
    {
        Now += time;
        Core.RunDue(Now);
    }

    protected void PassTo(DateTimeOffset at) => Pass(at - Now);

    /// <summary>Presses a kiosk with its next number.</summary>
    protected Outcome Tap(KioskId kiosk, TapAction action, TimeSpan? ago = null) =>
        Tap(kiosk, _seqs[kiosk] = _seqs.GetValueOrDefault(kiosk) + 1, action, ago);

    protected Outcome Tap(KioskId kiosk, long seq, TapAction action, TimeSpan? ago = null, ulong digest = 1)
    {
        _seqs[kiosk] = Math.Max(_seqs.GetValueOrDefault(kiosk), seq);
        var stamp = new TapStamp(new TapId(kiosk, OutboxId.Default, seq), digest);
        return Send(new Command.HearTap(stamp, Now - (ago ?? TimeSpan.Zero), Now, action), "payload"u8.ToArray());
    }

    protected Outcome Send(Command command, byte[]? payload = null)
    {
        var answer = new Answer();
        Core.RunBatch([new Envelope(command, answer, payload ?? [])]);
        return answer.Outcome ?? throw new InvalidOperationException("The command was not answered.");
    }

    protected static TapAction WalkIn(Purpose purpose = Purpose.Service) => new TapAction.CheckIn(PersonId.None, purpose, null);

    protected static TapAction CheckIn(PersonId person, Purpose purpose = Purpose.Service) => new TapAction.CheckIn(person, purpose, null);

    protected static TapAction Leak(int ticket) =>
        new TapAction.RaiseRequest(TinyCity.Leak, Ticket.FromBody(ticket), UnitCode.None, PersonId.None, null, null);

    /// <summary>A new core over what the journal holds, as after a restart.</summary>
    protected ShardCore Restarted()
    {
        var core = new ShardCore(TinyCity.Plan(), new InMemoryJournal(Disk), new KeyVault(new InMemoryKeyStore()));
        core.Restore();
        return core;
    }

    private sealed class Answer : ICommandReceipt
    {
        internal Outcome? Outcome { get; private set; }

        public void Complete(in Outcome outcome) => Outcome = outcome;
    }
}
