namespace ReplayGraph.Cluster.Calls;

/// <summary>Timeouts and retries of calls to nodes.</summary>
public sealed class CallOptions
{
    /// <summary>The timeout of a call to a node.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a call to a node whose silo is gone is retried. Other silos need some time to detect the loss.</summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause before the first retry. It doubles up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause before a retry.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an announcement to an unreachable silo is retried while the membership considers it alive.</summary>
    public TimeSpan AnnounceFor { get; set; } = TimeSpan.FromSeconds(30);
}
