using ReplayGraph.Cluster.Store;
using ReplayGraph.StoreSpec;

namespace ReplayGraph.Cluster.Tests;

/// <summary>Runs the specification of stores on the store in memory.</summary>
public sealed class MemoryStoreTests : NodeStoreSpec
{
    protected override Task<INodeStore> OpenAsync() => Task.FromResult<INodeStore>(new MemoryStore());
}
