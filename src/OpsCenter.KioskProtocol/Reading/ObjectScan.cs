using System.Text.Json;

namespace OpsCenter.KioskProtocol.Reading;

/// <summary>Walks the members of one object: known ones are handed out once each, others are skipped, and any name given twice at any depth is noticed.</summary>
internal struct ObjectScan(MemberNames names)
{
    private uint _seen;
    private uint _twice;
    private HashSet<string>? _others;
    private bool _handedOut;

    /// <summary>Whether a name was given twice, here or in a value that was skipped.</summary>
    internal bool HasDuplicate { get; private set; }

    /// <summary>Whether a known member of this object itself was given twice, so that nobody can tell which one holds.</summary>
    internal readonly bool IsTwice(int member) => (_twice & 1u << member) != 0;

    /// <summary>The reader stands on the object's start, or on the value handed out last, consumed or not; moves it to the next known member's value.</summary>
    /// <returns>False at the object's end.</returns>
    internal bool Next(ref Utf8JsonReader json, out int member)
    {
        if (_handedOut) HasDuplicate |= !SkipStrictly(ref json);
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            member = names.IndexOf(ref json);
            bool isNew = member < 0 ? (_others ??= []).Add(json.GetString()!) : (_seen & 1u << member) == 0;
            HasDuplicate |= !isNew;
            if (!isNew && member >= 0) _twice |= 1u << member;
            json.Read();
            if (_handedOut = isNew && member >= 0)
            {
                _seen |= 1u << member;
                return true;
            }
            HasDuplicate |= !SkipStrictly(ref json);
        }
        (member, _handedOut) = (-1, false);
        return false;
    }

    /// <summary>Moves over the value the reader stands on.</summary>
    /// <returns>False when an object inside names a member twice.</returns>
    internal static bool SkipStrictly(ref Utf8JsonReader json)
    {
        bool strict = true;
        if (json.TokenType is JsonTokenType.StartArray)
        {
            while (json.Read() && json.TokenType is not JsonTokenType.EndArray) strict &= SkipStrictly(ref json);
        }
        else if (json.TokenType is JsonTokenType.StartObject)
        {
            var inside = new HashSet<string>();
            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                strict &= inside.Add(json.GetString()!);
                json.Read();
                strict &= SkipStrictly(ref json);
            }
        }
        return strict;
    }
}
