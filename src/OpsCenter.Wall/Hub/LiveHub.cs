using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using OpsCenter.Access;
using OpsCenter.Access.Scope;
using OpsCenter.Board;

namespace OpsCenter.Wall.Hub;

/// <summary>The hub <c>/hub/live</c> (<c>wire.md</c>, “Hub”): streams for screens. Every stream is pulled by its connection, so a slow screen skips frames and slows nobody.</summary>
[Authorize(Policies.Read)]
internal sealed class LiveHub(CityBoard board, LiveBoard live, IScopeGuard guard, IOptions<LiveHubOptions> options, TimeProvider time)
    : Microsoft.AspNetCore.SignalR.Hub
{
    private const string StreamsKey = "streams";

    /// <summary>Snapshot, deltas and beats of a scope.</summary>
    /// <param name="scope">A unit's code or a venue's id.</param>
    /// <param name="detail"><c>self</c>, <c>children</c>, <c>grids</c> or <c>venues</c>.</param>
    /// <param name="cancellationToken">Fires when the client ends the stream or its connection.</param>
    public IAsyncEnumerable<Frame> Watch(string scope, string detail, CancellationToken cancellationToken)
    {
        var word = DetailOf(detail);
        return Stream(scope, () => live.Watch(scope, word, cancellationToken), cancellationToken);
    }

    /// <summary>What happens in a scope: places and kinds, no persons.</summary>
    /// <param name="scope">A unit's code or a venue's id.</param>
    /// <param name="cancellationToken">Fires when the client ends the stream or its connection.</param>
    public IAsyncEnumerable<Frame> Happenings(string scope, CancellationToken cancellationToken) =>
        Stream(scope, () => live.Happenings(scope, cancellationToken), cancellationToken);

    /// <summary>The focus list of a scope, every 2 seconds.</summary>
    /// <param name="scope">A unit's code or a venue's id.</param>
    /// <param name="cancellationToken">Fires when the client ends the stream or its connection.</param>
    public IAsyncEnumerable<Frame> Focus(string scope, CancellationToken cancellationToken) =>
        Stream(scope, () => live.Focus(scope, cancellationToken), cancellationToken);

    public override Task OnConnectedAsync()
    {
        Context.Items[StreamsKey] = new StrongBox<int>();
        return base.OnConnectedAsync();
    }

    private IAsyncEnumerable<Frame> Stream(string scope, Func<IAsyncEnumerable<Frame>> source, CancellationToken cancellationToken)
    {
        if (!board.TryFindScope(scope ?? "", out var unit)) throw new HubException($"The city has no unit or venue '{scope}'.");
        if (!guard.MayWatch(Context.User!, unit)) throw new HubException($"'{scope}' is outside what this user may watch.");
        var open = (StrongBox<int>)Context.Items[StreamsKey]!;
        if (Interlocked.Increment(ref open.Value) <= options.Value.StreamsPerConnection) return Counted(source(), open, Context, cancellationToken);
        Interlocked.Decrement(ref open.Value);
        throw new HubException($"A connection may hold {options.Value.StreamsPerConnection} streams; end one first.");
    }

    private async IAsyncEnumerable<Frame> Counted(
        IAsyncEnumerable<Frame> frames, StrongBox<int> open, HubCallerContext connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A frame is taken when the connection asks for the next. One that does not for long is cut, or it would hold its buffers for ever. What
        // the kernel took is not read yet: that the pings tell (LiveHubSetup).
        await using var cut = time.CreateTimer(_ => connection.Abort(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            await foreach (var frame in frames.WithCancellation(cancellationToken))
            {
                cut.Change(options.Value.CutAfter, Timeout.InfiniteTimeSpan);
                yield return frame;
                cut.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
        finally
        {
            Interlocked.Decrement(ref open.Value);
        }
    }

    private static WatchDetail DetailOf(string detail) => detail switch
    {
        "self" => WatchDetail.Self,
        "children" => WatchDetail.Children,
        "grids" => WatchDetail.Grids,
        "venues" => WatchDetail.Venues,
        _ => throw new HubException($"'{detail}' is no detail: self, children, grids or venues."),
    };
}
