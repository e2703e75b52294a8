using ReplayGraph.Cluster.Store;
using ReplayGraph.Prerequisites;
using ReplayGraph.StoreSpec;

namespace ReplayGraph.Postgres.Tests;

/// <summary>What every store keeps.</summary>
[Collection(DatabaseCollection.Name)]
[NeedsPostgres]
public sealed class PromiseTests(Databases databases) : NodeStoreSpec
{
    protected override async Task<INodeStore> OpenAsync() => new PostgresStore(await databases.CreateAsync());
}
