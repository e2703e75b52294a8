using ReplayGraph.Cluster.Store;
using ReplayGraph.Prerequisites;
using ReplayGraph.StoreSpec;

namespace ReplayGraph.Postgres.Tests;

/// <summary>Runs the specification of stores on PostgreSQL.</summary>
[Collection(DatabaseCollection.Name)]
[NeedsPostgres]
public sealed class PostgresStoreTests(Databases databases) : NodeStoreSpec
{
    protected override async Task<INodeStore> OpenAsync() => new PostgresStore(await databases.CreateAsync());
}
