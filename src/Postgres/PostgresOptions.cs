using ReplayGraph.Postgres.Members;

namespace ReplayGraph.Postgres;

/// <summary>What a store on PostgreSQL can be told.</summary>
public sealed record PostgresOptions
{
    /// <summary>
    /// Where the database is, as Npgsql reads it. Its sessions must be its own (no pooler in between that hands one session to several
    /// clients by turns): statements are prepared, and planner settings are given at start.
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>
    /// Who writes: once the membership has declared it dead nothing of it is committed any more. Null: somebody who is alone.
    /// </summary>
    public Member? Writer { get; init; }

    /// <summary>
    /// How long a period is. What expires is forgotten in whole periods, so this much longer than needed at most; every load looks into
    /// each period that is still kept, so many short ones make loads slower.
    /// </summary>
    public TimeSpan PeriodLength { get; init; } = TimeSpan.FromDays(15);

    /// <summary>Commits under way at the same time.</summary>
    public int Commits { get; init; } = 2;

    /// <summary>Loads of each sort under way at the same time.</summary>
    public int Loads { get; init; } = 2;

    /// <summary>Writes that go into one commit, at most.</summary>
    public int GroupWrites { get; init; } = 5_000;

    /// <summary>Bytes of writes that go into one commit; only a single write may have more.</summary>
    public long GroupBytes { get; init; } = 16 << 20;

    /// <summary>Bytes of writes that wait or are under way; who brings more waits until there is room.</summary>
    public long WaitingBytes { get; init; } = 256 << 20;
}
