using System.Buffers;

namespace OpsCenter.Domain.Vocabulary;

/// <summary>The characters that ids may hold on the wire.</summary>
internal static class WireText
{
    internal static readonly SearchValues<char> IdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    internal static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");
}
