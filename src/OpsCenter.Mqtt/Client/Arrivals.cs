using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Client;

/// <summary>Messages from the server, on their way to the application: in order, one at a time, without holding up the reader until 1,000 wait.</summary>
internal sealed class Arrivals(Func<PublishPacket, ValueTask> deliver, Action<Exception> failed)
{
    private const int Most = 1_000;

    private readonly Lock _gate = new();
    private readonly Queue<PublishPacket> _waiting = new();
    private TaskCompletionSource? _room;
    private bool _isRunning;

    /// <summary>Completes when there is room for more.</summary>
    internal Task AddAsync(PublishPacket packet)
    {
        var starts = false;
        Task room = Task.CompletedTask;
        lock (_gate)
        {
            _waiting.Enqueue(packet);
            if (_waiting.Count >= Most) room = (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            if (!_isRunning) starts = _isRunning = true;
        }
        if (starts) Run();
        return room;
    }

    internal void Clear()
    {
        lock (_gate)
        {
            _waiting.Clear();
            _room?.TrySetResult();
        }
    }

    // Nobody waits for it and every failure is reported, so there is no task to lose.
    private async void Run()
    {
        while (true)
        {
            PublishPacket? next;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out next))
                {
                    _isRunning = false;
                    return;
                }
                if (_room is not null && _waiting.Count < Most / 2)
                {
                    _room.TrySetResult();
                    _room = null;
                }
            }
            try
            {
                await deliver(next);
            }
            catch (Exception failure)
            {
                failed(failure);
            }
        }
    }
}
