using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace OpsCenter.Mqtt.Tests.Testing;

/// <summary>One packet, whole, in every two pieces, and byte by byte.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class EverySplitAttribute(string hex, string words, int version = 4) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var length = Hex.Bytes(hex).Length;
        var splits = Enumerable.Range(0, length).Select(at => at == 0 ? "" : $"{at}").Append(string.Join(',', Enumerable.Repeat(1, length - 1)));
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([.. splits.Select(split => new TheoryDataRow<string, string, int, string>(hex, words, version, split))]);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
