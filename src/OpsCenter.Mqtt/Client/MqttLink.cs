using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Client;

/// <summary>A client that comes back: it connects, and after every end connects again, with full jitter.</summary>
/// <remarks>Before attempt n it waits a random time between 0 and 1 s × 2ⁿ⁻¹, the latter at most 60 s; a connection that stood for a minute starts the count anew.
/// A refusal is retried too: an administrator may let the client in.</remarks>
/// <param name="options">For each connection.</param>
/// <param name="jitter">The source of the random waits, used by this link alone.</param>
public sealed class MqttLink(MqttClientOptions options, Random jitter)
{
    private const ConfigureAwaitOptions WithoutThrowing = ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private TaskCompletionSource<MqttClient> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The connection that stands now, or null.</summary>
    public MqttClient? Current => _next.Task is { IsCompletedSuccessfully: true, Result: { IsConnected: true } client } ? client : null;

    /// <summary>Called on each new connection before anyone else gets it, e.g. to subscribe. An exception ends that connection, and it is tried again.</summary>
    public Func<MqttClient, CancellationToken, Task>? OnConnected { get; init; }

    /// <summary>Called after each end, and each attempt that failed: what happened, and how long the link waits now.</summary>
    public Action<Exception?, MqttClientEnd?, TimeSpan>? OnDown { get; init; }

    /// <summary>Waits for a connection.</summary>
    public async Task<MqttClient> ConnectedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task<MqttClient> next;
            lock (_gate) next = _next.Task;
            var client = await next.WaitAsync(cancellationToken);
            if (client.IsConnected) return client;
            await client.Disconnected.WaitAsync(cancellationToken);
            lock (_gate)
            {
                if (_next.Task == next) _next = new TaskCompletionSource<MqttClient>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>Waits for a connection and publishes on it.</summary>
    /// <exception cref="MqttConnectionLostException">The connection ended before the answer, and no session is kept: send it again.</exception>
    public async Task<ReasonCode> PublishAsync(MqttMessage message, CancellationToken cancellationToken) =>
        await (await ConnectedAsync(cancellationToken)).PublishAsync(message, cancellationToken);

    /// <summary>Keeps the link up until cancelled; then says DISCONNECT.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; !cancellationToken.IsCancellationRequested;)
        {
            MqttClientEnd? end = null;
            Exception? failure = null;
            var began = options.Time.GetTimestamp();
            try
            {
                end = await StandAsync(cancellationToken);
            }
            catch (Exception failed)
            {
                failure = failed;
            }
            if (cancellationToken.IsCancellationRequested) return;
            if (options.Time.GetElapsedTime(began) >= Longest) attempt = 0;
            var ceiling = Math.Min(Longest.TotalSeconds, Shortest.TotalSeconds * Math.Pow(2, Math.Min(attempt++, 10)));
            var wait = TimeSpan.FromSeconds(jitter.NextDouble() * ceiling);
            OnDown?.Invoke(failure, end, wait);
            await Task.Delay(wait, options.Time, cancellationToken).ConfigureAwait(WithoutThrowing);
        }
    }

    private async Task<MqttClientEnd?> StandAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var client = await MqttClient.ConnectAsync(options, cancellationToken);
            if (OnConnected is not null) await OnConnected(client, cancellationToken);
            Offer(client);
            await ((Task)client.Disconnected).WaitAsync(cancellationToken).ConfigureAwait(WithoutThrowing);
            if (client.IsConnected) await client.DisconnectAsync();
            return await client.Disconnected;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Offer(MqttClient client)
    {
        lock (_gate)
        {
            if (_next.Task.IsCompleted) _next = new TaskCompletionSource<MqttClient>(TaskCreationOptions.RunContinuationsAsynchronously);
            _next.SetResult(client);
        }
    }
}
