using OpsCenter.Board.Fold;
using OpsCenter.Journal.Snapshots;

namespace OpsCenter.Board;

/// <content>The board's snapshot in the journal, so that a start need not fold every fact there ever was.</content>
public sealed partial class CityBoard : IKept
{
    /// <inheritdoc/>
    public string Section => BoardImage.Section;

    /// <inheritdoc/>
    public Action<BinaryWriter> Capture()
    {
        lock (_gate) return Copy().Write;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The board has folded something already.</exception>
    public Action Read(BinaryReader from)
    {
        ArgumentNullException.ThrowIfNull(from);
        lock (_gate)
        {
            if (_version != 0) throw new InvalidOperationException($"The board stands at {_version}; an image is loaded first or not at all.");
            var image = BoardImage.Read(from, Copy());
            return () => TakeOver(image);
        }
    }

    private void TakeOver(BoardImage image)
    {
        lock (_gate)
        {
            (_version, _day) = (image.Version, image.Day);
            image.Counters.CopyTo(_counters, 0);
            image.Online.CopyTo(_online, 0);
            image.Gaps.CopyTo(_gaps, 0);
            image.Behind.CopyTo(_behind, 0);
            foreach (var (id, request) in image.Requests) _requests.Add(id, request);
            image.TrendTimes.CopyTo(_trends.Times, 0);
            image.TrendCheckIns.CopyTo(_trends.CheckIns, 0);
            image.TrendRaised.CopyTo(_trends.Raised, 0);
            _trends.AtVenues.Put(image.TrendAtVenues);
            _trends.InGrids.Put(image.TrendInGrids);
            for (int node = 0; node < _places.Count; node++) Touch(node);
        }
    }

    private BoardImage Copy() => new()
    {
        Version = _version,
        Day = _day,
        Counters = [.. _counters],
        Online = [.. _online],
        Gaps = [.. _gaps],
        Behind = [.. _behind],
        Requests = [.. _requests],
        TrendTimes = [.. _trends.Times],
        TrendCheckIns = [.. _trends.CheckIns],
        TrendRaised = [.. _trends.Raised],
        TrendAtVenues = _trends.AtVenues.Copy(_trends.IsUsed),
        TrendInGrids = _trends.InGrids.Copy(_trends.IsUsed),
    };
}
