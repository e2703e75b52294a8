namespace ReplayGraph.Cluster.Calls;

/// <summary>How long calls to nodes may take.</summary>
public sealed class CallOptions
{
    /// <summary>How long a node has for an answer.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a call to a node whose silo is gone is made again. It takes some time until the others know that a silo is gone.
    /// </summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The first pause before a call is made again; it doubles up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause before a call is made again.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a silo that cannot be reached, though the membership says that it is alive, is told again what it must hear.
    /// </summary>
    public TimeSpan AnnounceFor { get; set; } = TimeSpan.FromSeconds(30);
}
