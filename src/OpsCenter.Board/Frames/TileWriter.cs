using System.Text.Json;

namespace OpsCenter.Board.Frames;

/// <summary>A tile as JSON (<c>wire.md</c>, “Tile”).</summary>
internal static class TileWriter
{
    private static readonly JsonEncodedText Present = JsonEncodedText.Encode("present");
    private static readonly JsonEncodedText PresentEstimated = JsonEncodedText.Encode("presentEstimated");
    private static readonly JsonEncodedText CheckIns = JsonEncodedText.Encode("checkIns");
    private static readonly JsonEncodedText Open = JsonEncodedText.Encode("open");
    private static readonly JsonEncodedText Overdue = JsonEncodedText.Encode("overdue");
    private static readonly JsonEncodedText Closed = JsonEncodedText.Encode("closed");
    private static readonly JsonEncodedText ClosedOnTime = JsonEncodedText.Encode("closedOnTime");
    private static readonly JsonEncodedText Raised = JsonEncodedText.Encode("raised");
    private static readonly JsonEncodedText Volunteers = JsonEncodedText.Encode("volunteers");
    private static readonly JsonEncodedText Level = JsonEncodedText.Encode("level");
    private static readonly JsonEncodedText Kiosks = JsonEncodedText.Encode("kiosks");
    private static readonly JsonEncodedText Online = JsonEncodedText.Encode("online");
    private static readonly JsonEncodedText Total = JsonEncodedText.Encode("total");
    private static readonly JsonEncodedText Gaps = JsonEncodedText.Encode("gaps");
    private static readonly JsonEncodedText Behind = JsonEncodedText.Encode("behind");

    /// <summary>Writes one tile as an object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="tile">The figures.</param>
    /// <param name="sparse">Whether members that are 0 are left out, as details <c>grids</c> and <c>venues</c> ask.</param>
    internal static void Write(Utf8JsonWriter writer, in Tile tile, bool sparse)
    {
        writer.WriteStartObject();
        Number(writer, Present, tile.Present, sparse);
        if (tile.PresentEstimated) writer.WriteBoolean(PresentEstimated, true);
        Number(writer, CheckIns, tile.CheckIns, sparse);
        Number(writer, Open, tile.Open, sparse);
        Number(writer, Overdue, tile.Overdue, sparse);
        Number(writer, Closed, tile.Closed, sparse);
        Number(writer, ClosedOnTime, tile.ClosedOnTime, sparse);
        Number(writer, Raised, tile.Raised, sparse);
        Number(writer, Volunteers, tile.Volunteers, sparse);
        Number(writer, Level, tile.Level, sparse);
        if (!sparse || tile is not { KiosksOnline: 0, KiosksTotal: 0, Gaps: 0, Behind: 0 })
        {
            writer.WriteStartObject(Kiosks);
            Number(writer, Online, tile.KiosksOnline, sparse);
            Number(writer, Total, tile.KiosksTotal, sparse);
            Number(writer, Gaps, tile.Gaps, sparse);
            Number(writer, Behind, tile.Behind, sparse: true);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter writer, JsonEncodedText name, long value, bool sparse)
    {
        if (value != 0 || !sparse) writer.WriteNumber(name, value);
    }
}
