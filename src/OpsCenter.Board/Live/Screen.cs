namespace OpsCenter.Board.Live;

/// <summary>One screen's place in a feed: what it was given, and the parts that it has yet to take. Touched by its own stream only.</summary>
/// <param name="feed">The feed it watches.</param>
/// <param name="next">Gives the frames that it lacks; none when it has everything.</param>
/// <param name="close">Ends the watching.</param>
internal sealed class Screen(Feed feed, Func<Feed, Screen, Frame[]> next, Action close) : IDisposable
{
    private Frame[] _parts = [];
    private int _taken;

    /// <summary>The version that the frames given so far lead to; −1 before the first.</summary>
    internal long Version { get; private set; } = -1;

    /// <summary>How much the feed had said when the screen last asked.</summary>
    internal long Heard { get; set; } = -1;

    /// <summary>Completes when there is something new. Take it before <see cref="TryTake"/>, or news in between is missed.</summary>
    internal Task News => feed.News.Next;

    /// <summary>The next frame: the next part of what was begun, else the newest there is; null when the screen has everything.</summary>
    internal Frame? TryTake()
    {
        if (_taken == _parts.Length)
        {
            (_parts, _taken) = (next(feed, this), 0);
            if (_parts.Length == 0) return null;
            Version = _parts[^1].Version;
        }
        var frame = _parts[_taken++];
        BoardMeter.Taken.Add(1);
        if (_taken == _parts.Length) (_parts, _taken) = ([], 0); // a screen that stops here holds one part, not all
        return frame;
    }

    /// <inheritdoc/>
    public void Dispose() => close();
}
