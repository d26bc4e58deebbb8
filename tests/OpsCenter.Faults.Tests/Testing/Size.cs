using System.Globalization;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>What <c>tests/long.sh</c> asks for; nothing where a test has its small size.</summary>
internal static class Size
{
    internal static int? Of(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
