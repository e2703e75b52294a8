using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance.Suite;
using ReplayGraph.LocalCluster;

namespace ReplayGraph.Cluster.Tests;

/// <summary>Runs the conformance suite on nodes that call each other directly, over a store in memory.</summary>
public sealed class LocalConformanceTests : GraphConformance
{
    protected override ValueTask<IGraph> CreateAsync(TimeProvider time) => new(new LocalGraph(new MemoryStore(), time));

    protected override ValueTask<IGraph> ReopenAsync(IGraph graph, TimeProvider time) =>
        new(new LocalGraph(((LocalGraph)graph).Store, time));
}
