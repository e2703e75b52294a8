namespace ReplayGraph.Api.Webhooks;

/// <summary>What outlives a process: what was announced, and the calls that wait.</summary>
internal sealed record WebhookState
{
    /// <summary>The process that scans and sends; null if the store has only one, or none does.</summary>
    public string? Owner { get; init; }

    /// <summary>Until when it does, unless it saves again.</summary>
    public Timestamp Until { get; init; }

    /// <summary>The progress of each webhook that has scanned, by <see cref="Webhook.Id"/>.</summary>
    public IReadOnlyDictionary<string, WebhookProgress> Webhooks { get; init; } = new Dictionary<string, WebhookProgress>();

    /// <summary>The calls that wait, in the order in which they were queued.</summary>
    public IReadOnlyList<PendingCall> Calls { get; init; } = [];
}

/// <summary>How far a webhook is.</summary>
internal sealed record WebhookProgress
{
    /// <summary>Replays that started earlier are not announced: a scan does not see all of them.</summary>
    public Timestamp Since { get; init; }

    /// <summary>The latest start of a replay that a scan has seen.</summary>
    public Timestamp Latest { get; init; }

    /// <summary>What it has announced, or found when it scanned first.</summary>
    public AnnouncedPairs Announced { get; init; } = AnnouncedPairs.None;

    /// <summary>Failed attempts since the last that was delivered.</summary>
    public int Failures { get; init; }

    /// <summary>After failures, the time before which none of its calls is tried.</summary>
    public Timestamp HeldUntil { get; init; }
}

/// <summary>A call that waits to be sent.</summary>
/// <param name="DeliveryId">Its id, the same in all attempts.</param>
/// <param name="Webhook">The <see cref="Webhook.Id"/>.</param>
/// <param name="Issue">The issue.</param>
/// <param name="QueuedAt">When its first replay was found.</param>
/// <param name="DueAt">When it may be sent.</param>
internal sealed record PendingCall(string DeliveryId, string Webhook, IssueId Issue, Timestamp QueuedAt, Timestamp DueAt)
{
    /// <summary>The most replays that it lists. More are only counted.</summary>
    internal const int MaxReplays = 100;

    /// <summary>The new replays, in the order in which they were found.</summary>
    public IReadOnlyList<ReplayId> Replays { get; init; } = [];

    /// <summary>The number of new replays.</summary>
    public int Total { get; init; }

    /// <summary>Whether more replays came at once than a scan sees, so that some may be missing.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>The number of attempts that have begun. After the first, no replay is added.</summary>
    public int Attempts { get; init; }

    internal PendingCall With(ReplayId replay, bool isTruncated) => this with
    {
        Replays = Replays.Count < MaxReplays ? [.. Replays, replay] : Replays,
        Total = Total + 1,
        IsTruncated = IsTruncated || isTruncated,
    };
}
