using OpsCenter.Board.Fold;

namespace OpsCenter.Board;

/// <content>The board's snapshot in the journal, so that a start need not fold every fact there ever was.</content>
public sealed partial class CityBoard
{
    /// <summary>The name under which the host keeps the board's image among the journal's snapshots.</summary>
    public const string ImageName = "board";

    /// <summary>Writes all that is folded as bytes. The loop is held only while the arrays are copied; from any thread.</summary>
    /// <param name="version">The position up to which the image is folded.</param>
    public byte[] Save(out long version)
    {
        BoardImage image;
        lock (_gate) image = Copy();
        version = image.Version;
        return image.Write(_places.Plan.Parts.Hash);
    }

    /// <summary>Takes over an image that <see cref="Save"/> wrote; the facts after its version are folded next. Before the first fact only.</summary>
    /// <returns>False when it is of another layout or another pack: the board is then still empty, and the journal is folded from its start.</returns>
    /// <exception cref="InvalidOperationException">The board has folded something already.</exception>
    public bool TryLoad(byte[] image)
    {
        lock (_gate)
        {
            if (_version != 0) throw new InvalidOperationException($"The board stands at {_version}; an image is loaded first or not at all.");
            if (BoardImage.Read(image, _places.Plan.Parts.Hash, Copy()) is not { } read) return false;
            (_version, _day) = (read.Version, read.Day);
            read.Counters.CopyTo(_counters, 0);
            read.Online.CopyTo(_online, 0);
            read.Gaps.CopyTo(_gaps, 0);
            foreach (var (id, request) in read.Requests) _requests.Add(id, request);
            read.TrendTimes.CopyTo(_trends.Times, 0);
            read.TrendCheckIns.CopyTo(_trends.CheckIns, 0);
            read.TrendRaised.CopyTo(_trends.Raised, 0);
            for (int node = 0; node < _places.Count; node++) Touch(node);
            return true;
        }
    }

    private BoardImage Copy() => new()
    {
        Version = _version,
        Day = _day,
        Counters = [.. _counters],
        Online = [.. _online],
        Gaps = [.. _gaps],
        Requests = [.. _requests],
        TrendTimes = [.. _trends.Times],
        TrendCheckIns = [.. _trends.CheckIns],
        TrendRaised = [.. _trends.Raised],
    };
}
