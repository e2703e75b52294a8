using Npgsql;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Migrations;

namespace ReplayGraph.Postgres.Members;

/// <summary>
/// A silo's lease, stored with the membership in the database: a silo cannot be declared dead while it lasts, and no change is acknowledged
/// that the silo missed while it is fresh. It is timed from before the request, so it ends here before it ends in the database. Safe for
/// concurrent use.
/// </summary>
public sealed class MemberLease : ILease, IAsyncDisposable
{
    private const string Record =
        "UPDATE replaygraph.silos SET knows = $5 WHERE cluster_id = $1 AND address = $2 AND port = $3 AND generation = $4";

    private const string Renew = "SELECT replaygraph.renew_lease($1, $2, $3, $4, $5, $6)";

    // How long a caller waits for a renewal. Longer than a restart of the database's connection takes.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _source;
    private readonly Member _member;
    private readonly TimeProvider _time;
    private TaskCompletionSource _nextRenewal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _requestedAt;
    private long? _revocations;
    private volatile bool _isHeld;
    private bool _isRecorded;

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
    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(3);

    /// <summary>How long it is fresh: how long a silo that does not answer delays acknowledgements.</summary>
    public static TimeSpan FreshLength { get; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Called when the lease was revoked, before it is fresh again.</summary>
    public Action Revoked { get; set; } = static () => { };

    /// <inheritdoc/>
    public bool IsHeld => IsWithin(Length);

    /// <inheritdoc/>
    public bool IsFresh => IsWithin(FreshLength);

    /// <inheritdoc/>
    public async ValueTask WaitUntilFreshAsync(CancellationToken cancel = default)
    {
        long begun = _time.GetTimestamp();
        while (true)
        {
            Task next = Volatile.Read(ref _nextRenewal).Task;
            if (IsFresh)
            {
                return;
            }

            try
            {
                TimeSpan left = _patience - _time.GetElapsedTime(begun);
                await next.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, cancel);
            }
            catch (TimeoutException e)
            {
                throw new GraphException("The lease of this silo could not be renewed: its cache may be stale.", isTransient: true, e);
            }
        }
    }

    /// <summary>Acquires or renews the lease.</summary>
    /// <returns>False if the silo was declared dead: it can never acquire the lease again.</returns>
    /// <exception cref="NpgsqlException">The database does not answer. A lease that is held keeps its end.</exception>
    public async Task<bool> RenewAsync(CancellationToken cancel = default)
    {
        if (!_isRecorded)
        {
            await RecordAsync(cancel).ConfigureAwait(false);
        }

        long asked = _time.GetTimestamp();
        long? revocations = await RequestAsync(Length, FreshLength, cancel).ConfigureAwait(false);
        if (revocations is not null && revocations != _revocations)
        {
            // Before the lease is fresh again. The one before has ended, or its end is waited for.
            Revoked();
            _revocations = revocations;
        }

        Volatile.Write(ref _requestedAt, asked);
        _isHeld = revocations is not null;
        Interlocked.Exchange(ref _nextRenewal, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        return _isHeld;
    }

    /// <summary>Releases the lease, so that other silos need not wait for its end.</summary>
    /// <exception cref="NpgsqlException">The database does not answer, so other silos wait for the end of the lease.</exception>
    public async Task ReleaseAsync(CancellationToken cancel = default)
    {
        _isHeld = false;
        await RequestAsync(TimeSpan.Zero, TimeSpan.Zero, cancel).ConfigureAwait(false);
        _isHeld = false;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    // Allows clock rates to differ by a tenth.
    private bool IsWithin(TimeSpan length) => _isHeld && _time.GetElapsedTime(Volatile.Read(ref _requestedAt)) < length * 0.9;

    // Before the silo is active, so that no migration excludes it unnoticed.
    private async Task RecordAsync(CancellationToken cancel)
    {
        await using NpgsqlCommand command = _source.CreateCommand(Record);
        command.Parameters.AddRange(_member.Parameters());
        command.Parameters.Add(Parameter.Of(Migration.All.Count));
        _isRecorded = await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false) > 0;
    }

    private async Task<long?> RequestAsync(TimeSpan length, TimeSpan fresh, CancellationToken cancel)
    {
        await using NpgsqlCommand command = _source.CreateCommand(Renew);
        command.Parameters.AddRange(_member.Parameters());
        command.Parameters.Add(Parameter.Of(length));
        command.Parameters.Add(Parameter.Of(fresh));
        return await command.ExecuteScalarAsync(cancel).ConfigureAwait(false) as long?;
    }
}
