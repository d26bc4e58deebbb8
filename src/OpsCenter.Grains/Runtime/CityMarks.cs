using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Grains.Runtime;

/// <summary>What the city remembers of itself as a whole.</summary>
/// <param name="Day">The city's day; the default before the first day began.</param>
/// <param name="PackVersion">The version of the pack in force; empty before the first.</param>
/// <param name="PackHash">The hash of the pack in force; empty before the first.</param>
internal sealed record CityMarks(DateOnly Day, string PackVersion, string PackHash)
{
    internal static CityMarks None { get; } = new(default, "", "");
}

/// <summary>A web command that was carried out, kept for 30 days so that repeating it changes nothing (<c>wire.md</c>, HTTP).</summary>
/// <param name="Request">The request it closed.</param>
/// <param name="Day">The day on which it was carried out.</param>
internal sealed record DoneCommand(RequestId Request, DateOnly Day)
{
    internal const int KeptDays = 30;
}

/// <summary>The requests that bear one ticket, the newest first.</summary>
internal sealed record TicketBearers(IReadOnlyList<RequestId> Requests);

/// <summary>A quarantined message that was sent through again.</summary>
/// <param name="Position">The journal position at which it was.</param>
internal sealed record RequeuedMessage(long Position);

/// <summary>How many events a stream holds.</summary>
internal sealed record StreamLength(long Version);
