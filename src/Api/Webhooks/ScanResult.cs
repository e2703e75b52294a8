namespace ReplayGraph.Api.Webhooks;

/// <summary>What a scan found for one webhook.</summary>
internal sealed record ScanResult
{
    /// <summary>Issues and replays that were not announced yet.</summary>
    public IReadOnlyList<IssueReplay> Pairs { get; init; } = [];

    /// <summary>Whether they are to be recorded as announced, and not sent.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The earliest start of the replays that it saw, if there may be others that started earlier; else <c>default</c>.</summary>
    public Timestamp Oldest { get; init; }

    /// <summary>The latest start of the replays that it saw.</summary>
    public Timestamp Latest { get; init; }

    /// <summary>Whether replays may have started after the previous scan that this one did not see.</summary>
    internal bool IsTruncatedAfter(WebhookProgress before) => before.Latest != default && Oldest > before.Latest;

    /// <summary>The progress after it; the same instance if nothing is new.</summary>
    internal WebhookProgress Advance(WebhookProgress before)
    {
        Timestamp since = Later(before.Since, Oldest), latest = Later(before.Latest, Latest);
        return Pairs.Count == 0 && since == before.Since && latest == before.Latest
            ? before
            : before with { Since = since, Latest = latest, Announced = before.Announced.With(Pairs, since) };
    }

    private static Timestamp Later(Timestamp a, Timestamp b) => a > b ? a : b;
}
