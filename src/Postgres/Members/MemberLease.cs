using Npgsql;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Postgres.Members;

/// <summary>
/// The lease of a silo, kept with the membership in the database: nobody is declared dead there while his lease lasts. It is counted from
/// before it was asked for, so here it ends before it does there. Safe for concurrent use.
/// </summary>
public sealed class MemberLease : ILease, IAsyncDisposable
{
    private const string Renew = "SELECT replaygraph.renew_lease($1, $2, $3, $4, $5)";

    private readonly NpgsqlDataSource _source;
    private readonly Member _member;
    private readonly TimeProvider _time;
    private long _asked;
    private volatile bool _isHeld;

    /// <summary>A lease that is not held yet.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
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

    /// <summary>How long a lease is: less than others need to find out that a silo does not answer.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(5);

    // Clocks may go differently fast by a tenth.
    private static TimeSpan Sure => Length * 0.9;

    /// <inheritdoc/>
    public bool IsHeld => _isHeld && _time.GetElapsedTime(Volatile.Read(ref _asked)) < Sure;

    /// <summary>Asks for it, anew or for the first time.</summary>
    /// <returns>False if the silo was declared dead: it will not get it any more.</returns>
    /// <exception cref="NpgsqlException">The database does not answer; what was held lasts as long as it did.</exception>
    public Task<bool> RenewAsync(CancellationToken cancel = default) => AskAsync(Length, cancel);

    /// <summary>Gives it back, so that nobody has to wait for its end.</summary>
    /// <exception cref="NpgsqlException">The database does not answer; the others wait.</exception>
    public async Task ReleaseAsync(CancellationToken cancel = default)
    {
        _isHeld = false;
        await AskAsync(TimeSpan.Zero, cancel).ConfigureAwait(false);
        _isHeld = false;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<bool> AskAsync(TimeSpan length, CancellationToken cancel)
    {
        long asked = _time.GetTimestamp();
        await using NpgsqlCommand command = _source.CreateCommand(Renew);
        command.Parameters.AddRange(_member.Parameters());
        command.Parameters.Add(Parameter.Of(length));
        bool isGiven = (bool)(await command.ExecuteScalarAsync(cancel).ConfigureAwait(false))!;
        Volatile.Write(ref _asked, asked);
        _isHeld = isGiven;
        return isGiven;
    }
}
