namespace ReplayGraph.Cluster.Calls;

/// <summary>How long something is tried again, and with which pauses: each twice as long as the one before, up to the longest.</summary>
public sealed class Retry(TimeSpan longest, CallOptions options, TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();
    private TimeSpan _pause = options.FirstPause;

    /// <summary>Whether it may be tried again.</summary>
    public bool IsAllowed => time.GetElapsedTime(_begun) < longest;

    /// <summary>The pause before the next time.</summary>
    public TimeSpan NextPause()
    {
        TimeSpan pause = _pause;
        _pause = pause * 2 < options.LongestPause ? pause * 2 : options.LongestPause;
        return pause;
    }
}
