using System.Globalization;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Taps;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;
using OpsCenter.Journal.Quarantine;
using OpsCenter.Testing;

namespace OpsCenter.Grains.Tests;

/// <summary>Days of the tiny city, drawn by a seed: everything that a shard may be told, with holes, repeats, refusals and nights.</summary>
public abstract class RandomDays : CitySpec
{
    private static readonly KioskId[] Kiosks = [TinyCity.HarbourKiosk, TinyCity.MarketKiosk];
    private static readonly OutboxId Second = OutboxId.Parse("0123456789abcdef");

    private readonly Dictionary<(KioskId, OutboxId), long> _given = [];
    private readonly List<(long Position, Command.HearTap Tap)> _aside = [];
    private int _tickets, _keys;

    protected RandomDays() => Core.Announce(Quarantine);

    protected QuarantineList Quarantine { get; } = new();

    protected void Live(Random random, int steps)
    {
        for (int i = 0; i < steps; i++) Step(random);
    }

    private void Step(Random random)
    {
        var kiosk = Kiosks[random.Next(Kiosks.Length)];
        switch (random.Next(16))
        {
            case < 7: Press(random, kiosk, ActionOf(random)); break;
            case 7: Press(random, kiosk, new TapAction.RaiseRequest(TinyCity.Leak, Ticket.FromBody(++_tickets), UnitCode.None, PersonId.None, null, null)); break;
            case 8: Press(random, kiosk, new TapAction.RaiseRequest(RequestKind.Parse("unheard-of"), Ticket.FromBody(1), UnitCode.None, PersonId.None, null, null)); break;
            case 9: Send(new Command.CloseRequest(Ticket.FromBody(random.Next(1, _tickets + 3)), $"key-{random.Next(++_keys)}", "staff", Now)); break;
            case 10: Send(random.Next(2) == 0 ? new Command.ConnectKiosk(kiosk, Now) : new Command.DisconnectKiosk(kiosk, Now)); break;
            case 11: Send(new Command.HearReport(kiosk, Now, new KioskReport("boot", "1.0", random.Next(2) == 0 ? Second : OutboxId.Default, random.Next(3) == 0 ? random.Next(1, 60) : 0, random.Next(60, 200), "", random.Next(5) == 0))); break;
            case 12 when _aside.Count > 0:
                var (position, tap) = _aside[random.Next(_aside.Count)];
                Send(new Command.RequeueMessage(position, "kind-unknown", tap with { Action = WalkIn() }, "staff", Now));
                break;
            case 13 when random.Next(4) == 0: Pass(TimeSpan.FromHours(random.Next(1, 30))); break;
            default: Pass(TimeSpan.FromMinutes(random.Next(1, 20))); break;
        }
    }

    private static TapAction ActionOf(Random random)
    {
        var purpose = Enum.GetValues<Purpose>()[random.Next(5)];
        var person = new PersonId(UInt128.MaxValue / (UInt128)(ulong)random.Next(1, 40));
        return random.Next(5) switch
        {
            0 => new TapAction.CheckOut(person),
            1 => new TapAction.RateRequest(Ticket.FromBody(random.Next(1, 30)), true, 4),
            2 => WalkIn(purpose),
            _ => CheckIn(person, purpose),
        };
    }

    /// <summary>More than are remembered, so that some are forgotten and come back.</summary>
    private static OutboxId Outbox(int number) => OutboxId.Parse(number.ToString("x8", CultureInfo.InvariantCulture));

    /// <summary>With the next number, one further on, or one that was skipped or heard before.</summary>
    private void Press(Random random, KioskId kiosk, TapAction action)
    {
        var outbox = random.Next(8) switch { 0 => Outbox(random.Next(200)), 1 => Second, _ => OutboxId.Default };
        long given = _given.GetValueOrDefault((kiosk, outbox));
        long seq = random.Next(12) switch { 0 => given + random.Next(2, 5), 1 => random.NextInt64(1, given + 2), _ => given + 1 };
        _given[(kiosk, outbox)] = Math.Max(given, seq);
        var tap = new Command.HearTap(new TapStamp(new TapId(kiosk, outbox, seq), (ulong)random.Next(3)), Now.AddSeconds(-random.Next(600)), Now, action);
        if (Send(tap, [1, 2, 3]) is { Kind: OutcomeKind.Quarantined } aside) _aside.Add((aside.Position, tap));
    }
}
