[assembly: CollectionBehavior(MaxParallelThreads = 4)] // most of these tests wait: for a server to start, for a disk, for a kill
[assembly: TestCollectionOrderer(typeof(OpsCenter.Faults.Tests.Testing.LongestFirst))]

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>The tests whose figures are times or memory, and those that load all cores by themselves: they run after the others, one by one.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
