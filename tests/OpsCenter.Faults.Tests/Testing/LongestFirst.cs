using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Faults.Tests.Storage;
using Xunit.Sdk;
using Xunit.v3;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>What takes longest begins first, so that nothing is left over when the others are done.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [.. new[] { typeof(KillingAtNamedPoints), typeof(KillingTheServer), typeof(FullDisk), typeof(FailingDisk), typeof(KillingKiosksAtNamedPoints), typeof(FailingEveryCall), typeof(BackingUp) }.Select(type => type.FullName!)];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection.TestCollectionDisplayName)).ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];

    // The name of a class's own collection ends with the class.
    private static int Place(string collection) => Array.FindIndex(Long, name => collection.Contains(name, StringComparison.Ordinal)) is >= 0 and var place ? place : Long.Length;
}
