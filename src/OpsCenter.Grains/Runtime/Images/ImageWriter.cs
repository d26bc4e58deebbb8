using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Grains.Runtime.Images;

/// <summary>How a grain's parts are written in a snapshot; <see cref="ImageReader"/> reads them.</summary>
internal static class ImageWriter
{
    internal static void PutAll<T>(this BinaryWriter to, IReadOnlyCollection<T> rows, Action<BinaryWriter, T> write)
    {
        to.Write7BitEncodedInt(rows.Count);
        foreach (var row in rows) write(to, row);
    }

    internal static void Put(this BinaryWriter to, KioskId id) => to.Write(id.ToString());

    internal static void Put(this BinaryWriter to, OutboxId id) => to.Write(id.ToString());

    /// <summary>None is an empty text.</summary>
    internal static void Put(this BinaryWriter to, VenueId id) => to.Write(id == VenueId.None ? "" : id.ToString());

    internal static void Put(this BinaryWriter to, RequestId id)
    {
        to.Put(id.Tap.Kiosk);
        to.Put(id.Tap.Outbox);
        to.Write7BitEncodedInt64(id.Tap.Seq);
    }

    internal static void Put(this BinaryWriter to, Ticket ticket) => to.Write(ticket.Number);

    internal static void Put(this BinaryWriter to, UnitCode unit) => to.Write7BitEncodedInt64(unit.Number);

    internal static void Put(this BinaryWriter to, DateTimeOffset at)
    {
        to.Write(at.Ticks);
        to.Write((short)at.TotalOffsetMinutes);
    }
}
