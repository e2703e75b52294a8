using ReplayGraph.Nodes.Store;
using ReplayGraph.StorePromises;

namespace ReplayGraph.Nodes.Tests;

/// <summary>What every store keeps.</summary>
public sealed class MemoryStoreTests : NodeStorePromises
{
    protected override Task<INodeStore> OpenAsync() => Task.FromResult<INodeStore>(new MemoryStore());
}
