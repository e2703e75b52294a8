using Npgsql;
using NpgsqlTypes;
using ReplayGraph.Postgres.Migrations;
using ReplayGraph.Prerequisites;
using ReplayGraph.Silo.Tests.Programs;

namespace ReplayGraph.Silo.Tests.Database;

/// <summary>The statements for grain state and reminders, called as Orleans calls them: by key, with its parameters.</summary>
[Collection(PostgresTests.Name)]
[NeedsPostgres]
public sealed class StatementTests(PostgresFixture postgres) : IAsyncLifetime
{
    private NpgsqlDataSource? _source;

    public async Task InitializeAsync()
    {
        _source = NpgsqlDataSource.Create(await postgres.Server.CreateDatabaseAsync());
        await Migrator.MigrateAsync(_source);
    }

    public async Task DisposeAsync() => await _source!.DisposeAsync();

    [Fact]
    public async Task AStateIsWrittenOverTheVersionThatWasRead()
    {
        Assert.Equal(1, await StateAsync("WriteToStorageKey", null, [1]));
        Assert.Null(await StateAsync("WriteToStorageKey", null, [2]));
        Assert.Equal(2, await StateAsync("WriteToStorageKey", 1, [3]));
        Assert.Null(await StateAsync("WriteToStorageKey", 1, [4]));
        Assert.Equal(new byte[] { 3 }, await StateAsync("ReadFromStorageKey", null, null));
        Assert.Equal(1, await StateAsync("WriteToStorageKey", null, [5], key: "another"));
        Assert.Null(await StateAsync("ClearStorageKey", 1, null));
        Assert.Equal(3, await StateAsync("ClearStorageKey", 2, null));
        Assert.Equal(DBNull.Value, await StateAsync("ReadFromStorageKey", null, null));
        Assert.Equal(4, await StateAsync("WriteToStorageKey", 3, [6]));
        Assert.Equal(5, await StateAsync("DeleteStorageKey", 4, null));
        Assert.Null(await StateAsync("ReadFromStorageKey", null, null));
    }

    [Fact]
    public async Task ARingsShareOfReminders()
    {
        int[] hashes = [-100, 0, 100];
        foreach (int hash in hashes)
        {
            Assert.Equal(0, await UpsertAsync(hash));
        }

        Assert.Equal(1, await UpsertAsync(0));
        Assert.Equal(["0", "100"], await RangeAsync("ReadRangeRows1Key", -100, 100));
        Assert.Equal(["-100", "100"], await RangeAsync("ReadRangeRows2Key", 0, -100));
        Assert.Equal(["-100", "0", "100"], await RangeAsync("ReadRangeRows2Key", 0, 0));
        Assert.Equal(false, await DeleteAsync(version: 0));
        Assert.Equal(true, await DeleteAsync(version: 1));
        Assert.Equal(["-100", "100"], await RangeAsync("ReadRangeRows2Key", 0, 0));
    }

    private Task<object?> StateAsync(string statement, int? version, byte[]? payload, string? key = null) => FirstAsync(
        statement,
        new("GrainIdHash", 17), new("GrainIdN0", (object)0L), new("GrainIdN1", (object)0L),
        new("GrainTypeHash", 4), new("GrainTypeString", "settings"),
        new("GrainIdExtensionString", NpgsqlDbType.Text) { Value = (object?)key ?? DBNull.Value },
        new("ServiceId", "replaygraph"),
        new("GrainStateVersion", NpgsqlDbType.Integer) { Value = (object?)version ?? DBNull.Value },
        new("PayloadBinary", NpgsqlDbType.Bytea) { Value = (object?)payload ?? DBNull.Value });

    private Task<object?> UpsertAsync(int hash) => FirstAsync(
        "UpsertReminderRowKey",
        new("ServiceId", "replaygraph"), new("GrainHash", hash), new("GrainId", $"{hash}"), new("ReminderName", "sweep"),
        new("StartTime", DateTime.UnixEpoch), new("Period", 3_600_000));

    private Task<object?> DeleteAsync(int version) => FirstAsync(
        "DeleteReminderRowKey",
        new("ServiceId", "replaygraph"), new("GrainId", "0"), new("ReminderName", "sweep"), new("Version", version));

    private async Task<string[]> RangeAsync(string statement, int begin, int end)
    {
        await using NpgsqlCommand command = await CommandAsync(
            statement, new("ServiceId", "replaygraph"), new("BeginHash", begin), new("EndHash", end));
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        var grains = new List<string>();
        while (await reader.ReadAsync())
        {
            Assert.Equal(3_600_000, reader.GetInt64(reader.GetOrdinal("Period")));
            grains.Add(reader.GetString(reader.GetOrdinal("GrainId")));
        }

        return [.. grains.OrderBy(int.Parse)];
    }

    private async Task<object?> FirstAsync(string statement, params NpgsqlParameter[] parameters)
    {
        await using NpgsqlCommand command = await CommandAsync(statement, parameters);
        return await command.ExecuteScalarAsync();
    }

    private async Task<NpgsqlCommand> CommandAsync(string statement, params NpgsqlParameter[] parameters)
    {
        await using NpgsqlCommand find = _source!.CreateCommand("SELECT querytext FROM replaygraph.orleansquery WHERE querykey = $1");
        find.Parameters.Add(new() { Value = statement });
        NpgsqlCommand command = _source.CreateCommand((string)(await find.ExecuteScalarAsync())!);
        command.Parameters.AddRange(parameters);
        return command;
    }
}
