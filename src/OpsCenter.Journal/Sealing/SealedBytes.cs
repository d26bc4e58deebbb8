using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Sealing;

/* version 1 (1) | print: SHA-256(key), first 4 bytes | nonce (12) | tag (16) | ciphertext
   The print tells a field whose key was destroyed, and its subject given a new one, from a field that is damaged. */

/// <summary>AES-256-GCM with the subject as associated data (NIST SP 800-38D).</summary>
internal static class SealedBytes
{
    private const byte Version = 1;
    private const int PrintBytes = 4;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 1 + PrintBytes + NonceBytes + TagBytes;

    internal static byte[] Seal(byte[] key, string subject, ReadOnlySpan<byte> clear, Entropy entropy)
    {
        byte[] bytes = new byte[HeadBytes + clear.Length];
        bytes[0] = Version;
        Print(key, bytes.AsSpan(1, PrintBytes));
        var nonce = bytes.AsSpan(1 + PrintBytes, NonceBytes);
        entropy(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, clear, bytes.AsSpan(HeadBytes), bytes.AsSpan(HeadBytes - TagBytes, TagBytes), Encoding.UTF8.GetBytes(subject));
        return bytes;
    }

    internal static bool TryOpen(byte[] key, SealedField field, [NotNullWhen(true)] out byte[]? clear)
    {
        clear = null;
        var bytes = field.Bytes.Span;
        if (bytes.Length < HeadBytes || bytes[0] != Version) throw new JournalCorruptException($"A sealed field of {field.Subject} has another form than version {Version}.");
        Span<byte> print = stackalloc byte[PrintBytes];
        Print(key, print);
        if (!print.SequenceEqual(bytes.Slice(1, PrintBytes))) return false;
        byte[] opened = new byte[bytes.Length - HeadBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(bytes.Slice(1 + PrintBytes, NonceBytes), bytes[HeadBytes..], bytes.Slice(HeadBytes - TagBytes, TagBytes), opened, Encoding.UTF8.GetBytes(field.Subject));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new JournalCorruptException($"A sealed field of {field.Subject} is not what was sealed.");
        }
        clear = opened;
        return true;
    }

    private static void Print(byte[] key, Span<byte> print)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, hash);
        hash[..PrintBytes].CopyTo(print);
    }
}
