using Npgsql;

namespace ReplayGraph.Postgres.Members;

/// <summary>Revokes the leases of silos that do not answer. Safe for concurrent use.</summary>
public sealed class MemberRevocations : IAsyncDisposable
{
    private const string Revoke = "SELECT replaygraph.revoke_lease($1, $2, $3, $4)";

    private readonly NpgsqlDataSource _source;

    /// <summary>Connects on first use.</summary>
    /// <exception cref="ArgumentException">The connection string is invalid.</exception>
    public MemberRevocations(string connectionString) => _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
    {
        MinPoolSize = 0,
        MaxPoolSize = 4,
        Timeout = 5,
        CommandTimeout = 5,
        ApplicationName = "replaygraph revocations",
    });

    /// <summary>
    /// Revokes a silo's lease. After the returned time the silo answers from its cache only what it has read since then.
    /// </summary>
    /// <returns>That time; null if the silo is dead, or of an earlier version that only its death would stop.</returns>
    /// <exception cref="NpgsqlException">The database does not answer, so the lease may not be revoked.</exception>
    public async Task<TimeSpan?> RevokeAsync(Member member, CancellationToken cancel = default)
    {
        await using NpgsqlCommand command = _source.CreateCommand(Revoke);
        command.Parameters.AddRange(member.Parameters());
        return await command.ExecuteScalarAsync(cancel).ConfigureAwait(false) as TimeSpan?;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
