namespace ReplayGraph.PostgresServer;

/// <summary>How PostgreSQL is stopped.</summary>
public enum StopMode
{
    /// <summary>As a crash would: what was not committed is lost, and the start recovers.</summary>
    Immediate,

    /// <summary>As an operator would: connections are broken, and all that was committed is written.</summary>
    Fast,
}
