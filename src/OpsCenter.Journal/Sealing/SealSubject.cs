using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Sealing;

/// <summary>Whose key a field is sealed with, as text.</summary>
public static class SealSubject
{
    /// <summary>A person, registered or known for a month by a card: what they named at a check-in.</summary>
    public static string Of(PersonId person) => $"person/{person}";

    /// <summary>One request: its text, its phone number.</summary>
    public static string Of(RequestId request) => $"request/{request}";
}
