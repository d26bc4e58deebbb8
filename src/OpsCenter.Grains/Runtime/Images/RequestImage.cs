using OpsCenter.Domain.Requests;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Grains.Runtime.Images;

/// <summary>Requests in a snapshot, the tickets they bear, and the commands that closed them.</summary>
internal static class RequestImage
{
    internal static void Write(BinaryWriter to, RequestState request)
    {
        to.Put(request.Request);
        to.Put(request.Ticket);
        to.Put(request.Grid);
        to.Write(request.Kind.ToString());
        to.Put(request.Raised);
        to.Put(request.Due);
        to.Write7BitEncodedInt((int)request.Stage);
    }

    internal static RequestState Read(ImageReader from) => new(
        from.Request(), from.Ticket(), from.Unit(), RequestKind.Parse(from.Text()), from.Time(), from.Time(), (RequestStage)from.Int());

    internal static void Write(BinaryWriter to, Ticket ticket, TicketBearers bearers)
    {
        to.Put(ticket);
        to.PutAll(bearers.Requests, ImageWriter.Put);
    }

    internal static (Ticket, TicketBearers) ReadTicket(ImageReader from) => (from.Ticket(), new(from.TakeAll(from => from.Request())));

    internal static void Write(BinaryWriter to, string key, DoneCommand done)
    {
        to.Write(key);
        to.Put(done.Request);
        to.Write7BitEncodedInt(done.Day.DayNumber);
    }

    internal static (string, DoneCommand) ReadDone(ImageReader from) => (from.From.ReadString(), new(from.Request(), DateOnly.FromDayNumber(from.Int())));
}
