using System.Text;
using System.Text.Json;

namespace OpsCenter.KioskProtocol.Reading;

/// <summary>The members that an object may have; others are ignored.</summary>
internal sealed class MemberNames
{
    private readonly byte[][] _utf8;

    internal MemberNames(params string[] names)
    {
        _utf8 = [.. names.Select(Encoding.UTF8.GetBytes)];
        Missing = [.. names.Select(name => FaultReason.Missing(Kebab(name)))];
        Bad = [.. names.Select(name => FaultReason.Bad(Kebab(name)))];
    }

    /// <summary>The fault word for each name, should the member be absent.</summary>
    internal string[] Missing { get; }

    /// <summary>The fault word for each name, should its value be wrong.</summary>
    internal string[] Bad { get; }

    /// <summary>The index of the member name the reader stands on; −1 for a name that is not listed.</summary>
    internal int IndexOf(ref Utf8JsonReader json)
    {
        if (json.ValueIsEscaped)
        {
            for (int i = 0; i < _utf8.Length; i++) if (json.ValueTextEquals(_utf8[i])) return i;
            return -1;
        }
        var name = json.ValueSpan;
        for (int i = 0; i < _utf8.Length; i++) if (name.SequenceEqual(_utf8[i])) return i;
        return -1;
    }

    private static string Kebab(string name) => string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{c}"));
}
