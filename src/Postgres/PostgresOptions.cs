using ReplayGraph.Postgres.Members;

namespace ReplayGraph.Postgres;

/// <summary>Options of the PostgreSQL store.</summary>
public sealed record PostgresOptions
{
    /// <summary>
    /// The Npgsql connection string. Do not use a transaction pooler: statements are prepared, and planner settings are set when the
    /// session starts.
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>
    /// The silo that writes. Nothing it writes is committed once the membership has declared it dead. Null if there is only one writer.
    /// </summary>
    public Member? Writer { get; init; }

    /// <summary>
    /// Length of a period. Data is dropped in whole periods, so it may outlive its expiry by this much. Every load searches all periods
    /// that are left, so many short periods slow loads down.
    /// </summary>
    public TimeSpan PeriodLength { get; init; } = TimeSpan.FromDays(15);

    /// <summary>Maximum number of concurrent commits.</summary>
    public int Commits { get; init; } = 2;

    /// <summary>Maximum number of concurrent loads of each kind.</summary>
    public int Loads { get; init; } = 2;

    /// <summary>Maximum number of writes in one commit.</summary>
    public int GroupWrites { get; init; } = 5_000;

    /// <summary>Maximum bytes of writes in one commit; only a single write may exceed it.</summary>
    public long GroupBytes { get; init; } = 16 << 20;

    /// <summary>Maximum bytes of writes that are queued or in flight; further callers wait for room.</summary>
    public long WaitingBytes { get; init; } = 256 << 20;
}
