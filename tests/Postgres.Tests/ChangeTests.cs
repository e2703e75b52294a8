using Npgsql;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Prerequisites;
using ReplayGraph.StoreSpec;

namespace ReplayGraph.Postgres.Tests;

/// <summary>Transactions commit in another order than they begin.</summary>
[Collection(DatabaseCollection.Name)]
[NeedsPostgres]
public sealed class ChangeTests(Databases databases)
{
    private static readonly NodeType[] _traces = [NodeType.Trace];

    [Fact]
    public async Task CommitAfterTheMark_IsAChange_IfItBeganBefore()
    {
        PostgresOptions options = await databases.CreateAsync();
        await using var store = new PostgresStore(options);
        await Sample.AppendAsync(store, Sample.Trace(1), [1]);
        await using var source = NpgsqlDataSource.Create(options.ConnectionString);
        await using NpgsqlConnection late = await source.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await late.BeginTransactionAsync();
        await InsertAsync(late, Sample.Trace(2));
        await Sample.AppendAsync(store, Sample.Trace(3), [1]);

        StoreMark mark = (await store.ChangesAsync(Sample.Acme, _traces, null, 10)).Mark;
        NodeChanges before = await store.ChangesAsync(Sample.Acme, _traces, mark, 10);
        await transaction.CommitAsync();

        Assert.Empty(before.Nodes!);
        Assert.Equal([Sample.Trace(2)], (await store.ChangesAsync(Sample.Acme, _traces, before.Mark, 10)).Nodes!);
    }

    [Fact]
    public async Task RolledBackWrite_IsNoChange()
    {
        PostgresOptions options = await databases.CreateAsync();
        await using var store = new PostgresStore(options);
        await Sample.AppendAsync(store, Sample.Trace(1), [1]);
        StoreMark mark = (await store.ChangesAsync(Sample.Acme, _traces, null, 10)).Mark;
        await using var source = NpgsqlDataSource.Create(options.ConnectionString);
        await using NpgsqlConnection late = await source.OpenConnectionAsync();
        await using (NpgsqlTransaction transaction = await late.BeginTransactionAsync())
        {
            await InsertAsync(late, Sample.Trace(2));
        }

        Assert.Empty((await store.ChangesAsync(Sample.Acme, _traces, mark, 10)).Nodes!);
    }

    // As a program does that does not know the column.
    private static async Task InsertAsync(NpgsqlConnection connection, NodeId trace)
    {
        await using var insert = new NpgsqlCommand(
            """
            INSERT INTO replaygraph.node_log (organization, type, node, version, period, entry)
            SELECT number, $1, $2, 1, 1, '\x01' FROM replaygraph.organizations WHERE id = $3
            """,
            connection)
        {
            Parameters =
            {
                new NpgsqlParameter<short> { TypedValue = (short)trace.Type },
                new NpgsqlParameter<byte[]> { TypedValue = trace.KeyBytes() },
                new NpgsqlParameter<string> { TypedValue = trace.Organization.ToString() },
            },
        };
        Assert.Equal(1, await insert.ExecuteNonQueryAsync());
    }
}
