namespace OpsCenter.Domain.Vocabulary;

/// <summary>A personal field under its subject's key. No rule reads it: the key may be destroyed, and must then change nothing.</summary>
/// <param name="Subject">Whose key it is: the id of a person or of one request.</param>
/// <param name="Bytes">Nonce, ciphertext and tag (AES-256-GCM). Never the clear text.</param>
public sealed record SealedField(string Subject, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Two fields are equal when subject and bytes are.</summary>
    public bool Equals(SealedField? other) => other is not null && Subject == other.Subject && Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <summary>Of the subject and the length.</summary>
    public override int GetHashCode() => HashCode.Combine(Subject, Bytes.Length);
}
