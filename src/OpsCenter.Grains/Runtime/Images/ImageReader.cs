using System.Globalization;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Grains.Runtime.Images;

/// <summary>Reads what <see cref="ImageWriter"/> wrote. A text that comes again is the same string again: ids repeat a thousandfold.</summary>
internal sealed class ImageReader(BinaryReader from)
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    internal BinaryReader From => from;

    internal T[] TakeAll<T>(Func<ImageReader, T> read)
    {
        var rows = new T[from.Read7BitEncodedInt()];
        for (int i = 0; i < rows.Length; i++) rows[i] = read(this);
        return rows;
    }

    internal int Int() => from.Read7BitEncodedInt();

    internal long Long() => from.Read7BitEncodedInt64();

    internal string Text()
    {
        string text = from.ReadString();
        return _texts.TryAdd(text, text) ? text : _texts[text];
    }

    internal KioskId Kiosk() => KioskId.Parse(Text());

    internal OutboxId Outbox() => OutboxId.Parse(Text());

    internal VenueId Venue() => Text() is { Length: > 0 } text ? VenueId.Parse(text) : VenueId.None;

    internal RequestId Request() => new(new TapId(Kiosk(), Outbox(), Long()));

    internal Ticket Ticket() => from.ReadInt32() is var number and not 0
        ? Domain.Vocabulary.Ticket.Parse(number.ToString("D8", CultureInfo.InvariantCulture))
        : Domain.Vocabulary.Ticket.None;

    internal UnitCode Unit() => UnitCode.FromNumber(Long());

    internal DateTimeOffset Time() => new(from.ReadInt64(), TimeSpan.FromMinutes(from.ReadInt16()));
}
