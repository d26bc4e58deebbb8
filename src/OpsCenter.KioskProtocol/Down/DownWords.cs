namespace OpsCenter.KioskProtocol.Down;

/// <summary>The words of <c>answer.progress</c>.</summary>
internal static class DownWords
{
    private static readonly string[] Words = ["unknown", "open", "overdue", "closed"];

    internal static IReadOnlyList<string> All => Words;

    internal static string Of(Progress progress) => Words[(int)progress];

    internal static bool TryParse(string? word, out Progress progress)
    {
        int index = Array.IndexOf(Words, word);
        progress = (Progress)Math.Max(index, 0);
        return index >= 0;
    }
}
