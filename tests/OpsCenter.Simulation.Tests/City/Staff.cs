using OpsCenter.Domain.City;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;

namespace OpsCenter.Simulation.Tests.City;

/// <summary>Staff who close requests under an idempotency key, and ask again with the same key while no answer comes.</summary>
internal sealed class Staff
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(40);

    private readonly Storage _storage;
    private readonly Random _random;
    private readonly People _people;
    private readonly Func<SimServer?> _server;
    private (Ticket Ticket, string Key)? _asked;
    private int _keys;

    internal Staff(Storage storage, Random random, People people, Func<SimServer?> server)
    {
        (_storage, _random, _people, _server) = (storage, random, people, server);
        storage.Agenda.After(Pause, Ask);
    }

    internal bool IsLeftAlone { get; set; }

    private void Ask()
    {
        if (IsLeftAlone) return;
        _storage.Agenda.After(Pause, Ask);
        if (_asked is null && _people.Raised.Count == 0) return;
        _asked ??= (_people.Raised[_random.Next(_people.Raised.Count)], $"key-{++_keys}");
        if (_server() is not { } server) return;
        var (ticket, key) = _asked.Value;
        server.Ask(new Command.CloseRequest(ticket, key, "staff", server.Now), new Answer(outcome =>
        {
            if (outcome.Kind is OutcomeKind.NotCommitted) return; // asked again
            if (outcome.Kind is OutcomeKind.Done or OutcomeKind.Seen) _storage.Witness.Closed[key] = ticket;
            _asked = null;
        }));
    }

    private sealed class Answer(Action<Outcome> told) : ICommandReceipt
    {
        public void Complete(in Outcome outcome) => told(outcome);
    }
}
