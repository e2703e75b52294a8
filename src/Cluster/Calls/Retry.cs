namespace ReplayGraph.Cluster.Calls;

/// <summary>A retry policy: a time limit, and pauses that double up to the longest.</summary>
public sealed class Retry(TimeSpan longest, CallOptions options, TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();
    private TimeSpan _pause = options.FirstPause;

    /// <summary>Whether another retry is allowed.</summary>
    public bool IsAllowed => time.GetElapsedTime(_begun) < longest;

    /// <summary>The pause before the next retry.</summary>
    public TimeSpan NextPause()
    {
        TimeSpan pause = _pause;
        _pause = pause * 2 < options.LongestPause ? pause * 2 : options.LongestPause;
        return pause;
    }
}
