using OpsCenter.Domain.Venues;

namespace OpsCenter.Grains.Runtime.Images;

/// <summary>One venue in a snapshot.</summary>
internal static class VenueImage
{
    internal static void Write(BinaryWriter to, VenueState venue)
    {
        to.Put(venue.Venue);
        to.Write(venue.IsOpen);
        to.Write7BitEncodedInt(venue.Opening);
        to.Put(venue.ClosedAt);
        to.Write7BitEncodedInt(venue.Named);
        to.Write7BitEncodedInt(venue.NamedVolunteers);
        to.Put(venue.GuestsUntil ?? DateTimeOffset.MinValue);
        to.PutAll(venue.WalkIns.Groups.ToList(), (to, group) =>
        {
            to.Put(group.LeavesAt);
            to.Write7BitEncodedInt(group.Count);
            to.Write7BitEncodedInt(group.Volunteers);
        });
    }

    internal static VenueState Read(ImageReader from)
    {
        var (venue, isOpen, opening, closedAt, named, volunteers) = (from.Venue(), from.From.ReadBoolean(), from.Int(), from.Time(), from.Int(), from.Int());
        DateTimeOffset? guestsUntil = from.Time() is var until && until == DateTimeOffset.MinValue ? null : until;
        var walkIns = WalkIns.FromGroups(from.TakeAll(from => new WalkInGroup(from.Time(), from.Int(), from.Int())));
        return new(venue, isOpen, opening, closedAt, named, volunteers, walkIns, guestsUntil);
    }
}
