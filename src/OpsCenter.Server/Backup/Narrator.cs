using System.Globalization;

namespace OpsCenter.Server.Backup;

/// <summary>Tells the operator how far it is: results on the standard output, progress of long work on the error output, at most a line in five seconds.</summary>
internal sealed class Narrator(TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly long _began = time.GetTimestamp();
    private long _told = time.GetTimestamp();

    internal double Seconds => time.GetElapsedTime(_began).TotalSeconds;

    internal DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A result.</summary>
    internal static void Say(FormattableString sentence) => Console.WriteLine(sentence.ToString(CultureInfo.InvariantCulture));

    /// <summary>What an operator must know and nobody asked for.</summary>
    internal static void Warn(string sentence) => Console.Error.WriteLine($"Note: {sentence}");

    /// <summary>What is told of every position while it goes on.</summary>
    internal Action<long> Through(string what, long end) => position =>
    {
        if (position % 1024 != 0 || time.GetElapsedTime(_told) < Every) return;
        _told = time.GetTimestamp();
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: position {position:N0} of {Math.Max(position, end):N0} ({100.0 * position / Math.Max(1, Math.Max(position, end)):F0} %)"));
    };
}
