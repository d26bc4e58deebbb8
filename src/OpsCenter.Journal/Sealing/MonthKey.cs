using System.Buffers.Binary;
using System.Security.Cryptography;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Sealing;

/// <summary>The key of one month, with a few HMAC states that are ready to take a card: making one costs more than using it. Safe from any thread.</summary>
internal sealed class MonthKey(byte[] key) : IDisposable
{
    private readonly IncrementalHash?[] _idle = new IncrementalHash?[8];

    internal PersonId Pseudonym(ReadOnlySpan<byte> card)
    {
        ref var place = ref _idle[Environment.CurrentManagedThreadId % _idle.Length];
        var hash = Interlocked.Exchange(ref place, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hash.AppendData(card);
        hash.GetHashAndReset(code);
        Interlocked.Exchange(ref place, hash)?.Dispose(); // two threads shared a place: one state is enough
        return new PersonId(BinaryPrimitives.ReadUInt128BigEndian(code));
    }

    public void Dispose()
    {
        for (int i = 0; i < _idle.Length; i++) Interlocked.Exchange(ref _idle[i], null)?.Dispose();
    }
}
