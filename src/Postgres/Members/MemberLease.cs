using Npgsql;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Postgres.Members;

/// <summary>
/// A silo's lease, stored with the membership in the database: a silo cannot be declared dead while its lease lasts. The lease is timed
/// from before the request, so it ends here before it ends in the database. Safe for concurrent use.
/// </summary>
public sealed class MemberLease : ILease, IAsyncDisposable
{
    private const string Renew = "SELECT replaygraph.renew_lease($1, $2, $3, $4, $5)";

    private readonly NpgsqlDataSource _source;
    private readonly Member _member;
    private readonly TimeProvider _time;
    private long _requestedAt;
    private volatile bool _isHeld;

    /// <summary>Creates a lease that is not held yet.</summary>
    /// <exception cref="ArgumentException">The connection string is invalid.</exception>
    public MemberLease(string connectionString, Member member, TimeProvider time)
    {
        (_member, _time) = (member, time);
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MinPoolSize = 0,
            MaxPoolSize = 1,
            Timeout = 5,
            CommandTimeout = 5,
            ApplicationName = "replaygraph lease",
        });
    }

    /// <summary>Length of a lease: shorter than the time others need to detect that a silo does not answer.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(5);

    // Allows clock rates to differ by a tenth.
    private static TimeSpan SafeLength => Length * 0.9;

    /// <inheritdoc/>
    public bool IsHeld => _isHeld && _time.GetElapsedTime(Volatile.Read(ref _requestedAt)) < SafeLength;

    /// <summary>Acquires or renews the lease.</summary>
    /// <returns>False if the silo was declared dead: it can never acquire the lease again.</returns>
    /// <exception cref="NpgsqlException">The database does not answer. A lease that is held keeps its end.</exception>
    public Task<bool> RenewAsync(CancellationToken cancel = default) => RequestAsync(Length, cancel);

    /// <summary>Releases the lease, so that other silos need not wait for its end.</summary>
    /// <exception cref="NpgsqlException">The database does not answer, so other silos wait for the end of the lease.</exception>
    public async Task ReleaseAsync(CancellationToken cancel = default)
    {
        _isHeld = false;
        await RequestAsync(TimeSpan.Zero, cancel).ConfigureAwait(false);
        _isHeld = false;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<bool> RequestAsync(TimeSpan length, CancellationToken cancel)
    {
        long asked = _time.GetTimestamp();
        await using NpgsqlCommand command = _source.CreateCommand(Renew);
        command.Parameters.AddRange(_member.Parameters());
        command.Parameters.Add(Parameter.Of(length));
        bool isGiven = (bool)(await command.ExecuteScalarAsync(cancel).ConfigureAwait(false))!;
        Volatile.Write(ref _requestedAt, asked);
        _isHeld = isGiven;
        return isGiven;
    }
}
