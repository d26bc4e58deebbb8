using System.Diagnostics.CodeAnalysis;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Sealing;

/// <summary>Seals personal fields, each under the key of its subject, and turns cards into persons without a name (house, “Personal data”).</summary>
/// <remarks>
/// Safe to call from any thread. The shard's loop calls <see cref="Flush"/> before each commit while <see cref="HasPending"/>,
/// so that no durable fact was ever sealed with a key that a power cut can take.
/// </remarks>
public interface IKeyVault : IDisposable
{
    /// <summary>Who a card is: HMAC-SHA256(key of the month, the card's bytes), its first 128 bits. The same card in one month is the same person.</summary>
    /// <param name="happened">The city's day on which the card was shown; its month picks the key.</param>
    /// <param name="card">The card's keyed hash as the kiosk sent it, its first digit highest.</param>
    PersonId Pseudonym(DateOnly happened, UInt128 card);

    /// <summary>Seals a field under the key of a subject, which is made when the subject has none.</summary>
    /// <param name="subject">A person or a request, as <see cref="SealSubject"/> writes it.</param>
    /// <param name="clear">The clear text; the caller forgets it.</param>
    SealedField Seal(string subject, ReadOnlySpan<byte> clear);

    /// <summary>Seals bytes under a key of their own, for a subject that is drawn at random, e.g. one quarantined message.</summary>
    /// <param name="kind">The first part of the subject's text, e.g. <c>message</c>: 1 to 32 characters of <c>a-z 0-9 -</c>.</param>
    /// <param name="clear">The clear bytes; the caller forgets them.</param>
    SealedField SealAlone(string kind, ReadOnlySpan<byte> clear);

    /// <summary>Whether keys were made that are not durable yet.</summary>
    bool HasPending { get; }

    /// <summary>Makes the new keys durable with one fsync.</summary>
    /// <exception cref="JournalFullException">No space: the keys stay pending.</exception>
    /// <exception cref="JournalFailedException">A write or its fsync failed: the process must end (house rule H3).</exception>
    void Flush();

    /// <summary>Opens a field; false when its key was destroyed: the field is erased.</summary>
    /// <exception cref="JournalCorruptException">The key is there and the field is not what was sealed with it.</exception>
    bool TryOpen(SealedField field, [NotNullWhen(true)] out byte[]? clear);

    /// <summary>Destroys a subject's key: every field sealed with it is erased, in every copy of the journal.</summary>
    /// <returns>False when the subject has no key.</returns>
    bool Destroy(string subject);

    /// <summary>Destroys the keys of all months that ended before a day; from then on nobody can tell whose card a person of those months was.</summary>
    /// <param name="day">Today less 180 days, when called by the timer of the house rule.</param>
    /// <returns>How many keys were destroyed.</returns>
    int DestroyMonthKeysBefore(DateOnly day);
}
