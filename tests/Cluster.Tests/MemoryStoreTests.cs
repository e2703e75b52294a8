using ReplayGraph.Cluster.Store;
using ReplayGraph.StoreSpec;

namespace ReplayGraph.Cluster.Tests;

/// <summary>What every store keeps.</summary>
public sealed class MemoryStoreTests : NodeStoreSpec
{
    protected override Task<INodeStore> OpenAsync() => Task.FromResult<INodeStore>(new MemoryStore());
}
