namespace OpsCenter.KioskProtocol.Reading;

/// <summary>The words that tell why a payload cannot be taken; besides these, <c>missing-</c> or <c>bad-</c> and a member's name in lower case.</summary>
public static class FaultReason
{
    /// <summary>Not one well-formed JSON text in UTF-8: also trailing bytes, NaN, comments, nesting deeper than 16.</summary>
    public const string BadJson = "bad-json";

    /// <summary>Well-formed JSON, but no object.</summary>
    public const string NotAnObject = "not-an-object";

    /// <summary>An object anywhere in the payload names a member twice.</summary>
    public const string DuplicateMember = "duplicate-member";

    /// <summary>The type is none that this version knows.</summary>
    public const string UnknownType = "unknown-type";

    /// <summary>More than 16 KiB.</summary>
    public const string TooLarge = "too-large";

    internal static string Missing(string member) => $"missing-{member}";

    internal static string Bad(string member) => $"bad-{member}";
}
