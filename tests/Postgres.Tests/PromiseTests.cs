using ReplayGraph.Nodes.Store;
using ReplayGraph.Prerequisites;
using ReplayGraph.StorePromises;

namespace ReplayGraph.Postgres.Tests;

/// <summary>What every store keeps.</summary>
[Collection(DatabaseCollection.Name)]
[NeedsPostgres]
public sealed class PromiseTests(Databases databases) : NodeStorePromises
{
    protected override async Task<INodeStore> OpenAsync() => new PostgresStore(await databases.CreateAsync());
}
