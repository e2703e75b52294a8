namespace ReplayGraph.Cluster.Calls;

/// <summary>Timeouts and retries of calls to nodes.</summary>
public sealed class CallOptions
{
    /// <summary>The timeout of a call to a node.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a lookup waits for an answer, at least, before it is also asked another way.</summary>
    public TimeSpan ReadPatience { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a silo may take to validate pages before they count as stale.</summary>
    public TimeSpan PagePatience { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The most lookups of a process that are asked another way at a time.</summary>
    public int HedgesAtOnce { get; set; } = 64;

    /// <summary>How long a call to a node whose silo is gone is retried. Other silos need some time to detect the loss.</summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause before the first retry. It doubles up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause before a retry.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>How long a silo may take to answer an announcement before its cache is revoked.</summary>
    public TimeSpan AnnouncePatience { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The same for a silo that did not answer the announcement before.</summary>
    public TimeSpan SilentPatience { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long an announcement to an unreachable silo is retried whose cache cannot be revoked.</summary>
    public TimeSpan AnnounceFor { get; set; } = TimeSpan.FromSeconds(30);
}
