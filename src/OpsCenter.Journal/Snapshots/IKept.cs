namespace OpsCenter.Journal.Snapshots;

/// <summary>A fold's state that a snapshot keeps, so that a start need not read the whole journal (house rule H1: thrown away and rebuilt, it comes out the same).</summary>
public interface IKept
{
    /// <summary>Name and shape of its bytes, e.g. <c>board.1</c>. Another shape bears another number: snapshots of the old one are then left aside.</summary>
    string Section { get; }

    /// <summary>Takes hold of the state as it is now; called between two commits by the thread that folds, so it must be brief.</summary>
    /// <returns>What writes the state taken, on any thread, while the fold goes on.</returns>
    Action<BinaryWriter> Capture();

    /// <summary>Reads what <see cref="Capture"/> wrote; changes nothing yet.</summary>
    /// <returns>What takes the state over, called once the whole snapshot was read, sections in their order; the fold is still empty.</returns>
    /// <exception cref="InvalidDataException">The bytes do not fit this fold.</exception>
    Action Read(BinaryReader from);
}
