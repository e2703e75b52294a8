using ReplayGraph.Nodes.Store;
using ReplayGraph.StorePromises;

namespace ReplayGraph.Postgres.Tests;

/// <summary>What every store keeps.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class PromiseTests(Databases databases) : NodeStorePromises
{
    protected override async Task<INodeStore> OpenAsync() => new PostgresStore(await databases.CreateAsync());
}
