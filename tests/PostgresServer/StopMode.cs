namespace ReplayGraph.PostgresServer;

/// <summary>How PostgreSQL is stopped.</summary>
public enum StopMode
{
    /// <summary>Like a crash: uncommitted work is lost, and the next start recovers.</summary>
    Immediate,

    /// <summary>Like an operator: connections break, and committed work is flushed.</summary>
    Fast,
}
