namespace ReplayGraph.Links;

/// <summary>The limits of what counts as evidence.</summary>
public sealed record EvidenceOptions
{
    /// <summary>The defaults.</summary>
    public static EvidenceOptions Default { get; } = new();

    /// <summary>
    /// A trace that more replays than this list or are named by its events is shared: its id was cached and given to many users. 1 to
    /// 10,000.
    /// </summary>
    public int SharedTraceReplays { get; init; } = 16;

    /// <summary>
    /// An event further than this from the time of a replay is stale, in minutes: 1 to 525,600. By default the longest session of Sentry's
    /// SDKs.
    /// </summary>
    public int StaleAfterMinutes { get; init; } = 60;
}
