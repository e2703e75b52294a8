namespace ReplayGraph.Facts;

/// <summary>
/// One thing that was observed. A closed family: the ten kinds of <see cref="FactKind"/>, as value types, so that a stream of
/// them allocates nothing. Facts are made by intake, which has checked every field against <see cref="Limits"/>.
/// </summary>
public interface IFact
{
    /// <summary>Which one.</summary>
    FactKind Kind { get; }

    /// <summary>When it happened, by the clock of whoever saw it.</summary>
    Timestamp Timestamp { get; }
}

/// <summary>An error or a transaction. <c>default</c> ids and empty texts mean: not said.</summary>
public readonly record struct EventFact : IFact
{
    /// <summary><see cref="FactKind.Error"/> or <see cref="FactKind.Transaction"/>.</summary>
    public required FactKind Kind { get; init; }

    /// <summary>The event's id; unique only together with project and issue.</summary>
    public required EventId EventId { get; init; }

    /// <summary>The project it belongs to.</summary>
    public required ProjectId ProjectId { get; init; }

    /// <inheritdoc/>
    public required Timestamp Timestamp { get; init; }

    /// <summary>When the server received it: what merges and deletions compare with. <c>default</c>: the same as <see cref="Timestamp"/>.</summary>
    public Timestamp Received { get; init; }

    /// <summary>The trace it is part of.</summary>
    public TraceId TraceId { get; init; }

    /// <summary>The span it is or happened in; 0: not said.</summary>
    public ulong SpanId { get; init; }

    /// <summary>The issue (group) of an error.</summary>
    public IssueId IssueId { get; init; }

    /// <summary>The transaction name.</summary>
    public Text Transaction { get; init; }

    /// <summary>The replay whose id it carries.</summary>
    public ReplayId ReplayId { get; init; }

    /// <summary>The severity.</summary>
    public Level Level { get; init; }

    /// <summary>The SDK's platform: <c>javascript</c>, <c>python</c>...</summary>
    public Text Platform { get; init; }

    /// <summary>The SDK's name: <c>sentry.javascript.browser</c>...</summary>
    public Text Sdk { get; init; }

    /// <summary>The environment: <c>production</c>...</summary>
    public Text Environment { get; init; }

    /// <summary>The release.</summary>
    public Text Release { get; init; }

    /// <summary>The primary grouping hash, which unmerges select by; <c>default</c>: not said.</summary>
    public UInt128 PrimaryHash { get; init; }

    /// <summary>How long a transaction took, in ms; 0: not said.</summary>
    public uint DurationMs { get; init; }

    /// <summary>Days to keep it, 1 to <see cref="Limits.RetentionDays"/>; 0: the host's default.</summary>
    public ushort RetentionDays { get; init; }
}

/// <summary>One segment of a replay, or the row that archives it.</summary>
public readonly record struct SegmentFact : IFact
{
    /// <summary>No segment id, as on the row that archives a replay, and on segments beyond <see cref="Limits.SegmentId"/>.</summary>
    public const int NoSegment = -1;

    /// <inheritdoc/>
    public FactKind Kind => FactKind.Segment;

    /// <summary>The replay.</summary>
    public required ReplayId ReplayId { get; init; }

    /// <summary>The project that recorded it.</summary>
    public required ProjectId ProjectId { get; init; }

    /// <inheritdoc/>
    public required Timestamp Timestamp { get; init; }

    /// <summary>The segment's number, 0 to <see cref="Limits.SegmentId"/>, or <see cref="NoSegment"/>.</summary>
    public required int SegmentId { get; init; }

    /// <summary>When the replay began; <c>default</c>: not said.</summary>
    public Timestamp ReplayStart { get; init; }

    /// <summary>The traces that happened during the segment; null or empty: none.</summary>
    public TraceId[]? TraceIds { get; init; }

    /// <summary>The events that happened during the segment; null or empty: none.</summary>
    public EventId[]? ErrorIds { get; init; }

    /// <summary>The pages that were seen; null or empty: none.</summary>
    public Text[]? Urls { get; init; }

    /// <summary>The environment.</summary>
    public Text Environment { get; init; }

    /// <summary>The release.</summary>
    public Text Release { get; init; }

    /// <summary>The platform.</summary>
    public Text Platform { get; init; }

    /// <summary>How it was sampled.</summary>
    public ReplayType ReplayType { get; init; }

    /// <summary>The person's id.</summary>
    public Text UserId { get; init; }

    /// <summary>The person's name.</summary>
    public Text UserName { get; init; }

    /// <summary>The person's e-mail address.</summary>
    public Text UserEmail { get; init; }

    /// <summary>The person's IP address.</summary>
    public Text UserIp { get; init; }

    /// <summary>True on the row that archives the replay.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Days to keep it, 1 to <see cref="Limits.RetentionDays"/>; 0: the host's default.</summary>
    public ushort RetentionDays { get; init; }
}

/// <summary>A replay lists an event: said by whoever processed the event.</summary>
/// <param name="ReplayId">The replay.</param>
/// <param name="EventId">The event.</param>
/// <param name="ProjectId">The event's project, not the replay's.</param>
/// <param name="Timestamp">When the event happened.</param>
/// <param name="Level">The event's severity.</param>
public readonly record struct EventLinkFact(ReplayId ReplayId, EventId EventId, ProjectId ProjectId, Timestamp Timestamp, Level Level) : IFact
{
    /// <inheritdoc/>
    public FactKind Kind => FactKind.EventLink;
}

/// <summary>
/// Events of the issues <paramref name="From"/> in the project, received until <paramref name="Timestamp"/>, belong to
/// <paramref name="Into"/>.
/// </summary>
public readonly record struct IssueMergeFact(ProjectId ProjectId, IssueId[] From, IssueId Into, Timestamp Timestamp) : IFact
{
    /// <inheritdoc/>
    public FactKind Kind => FactKind.IssueMerge;
}

/// <summary>
/// Events of <paramref name="From"/> with one of the primary hashes, received until <paramref name="Timestamp"/>, belong to
/// <paramref name="Into"/>.
/// </summary>
public readonly record struct IssueUnmergeFact(ProjectId ProjectId, IssueId From, IssueId Into, UInt128[] Hashes, Timestamp Timestamp) : IFact
{
    /// <inheritdoc/>
    public FactKind Kind => FactKind.IssueUnmerge;
}

/// <summary>Events of the issues in the project, received until <paramref name="Timestamp"/>, are gone.</summary>
public readonly record struct IssueDeleteFact(ProjectId ProjectId, IssueId[] Issues, Timestamp Timestamp) : IFact
{
    /// <inheritdoc/>
    public FactKind Kind => FactKind.IssueDelete;
}

/// <summary>
/// Those events of the project, received until <paramref name="Timestamp"/>, are gone (Sentry: a tombstone).
/// With a <paramref name="PrimaryHash"/>, only the observations that carry it: an id that was inserted anew under another hash stays.
/// </summary>
public readonly record struct EventDeleteFact(ProjectId ProjectId, EventId[] EventIds, Timestamp Timestamp, UInt128 PrimaryHash) : IFact
{
    /// <inheritdoc/>
    public FactKind Kind => FactKind.EventDelete;
}

/// <summary>Those events of the project, received until <paramref name="Timestamp"/>, belong to the issue <paramref name="Into"/>.</summary>
public readonly record struct EventMoveFact(ProjectId ProjectId, EventId[] EventIds, IssueId Into, Timestamp Timestamp) : IFact
{
    /// <inheritdoc/>
    public FactKind Kind => FactKind.EventMove;
}

/// <summary>The replay is forgotten, for good and for every time window. A <paramref name="ProjectId"/> of <c>default</c> means any.</summary>
public readonly record struct ReplayDeleteFact(ReplayId ReplayId, ProjectId ProjectId, Timestamp Timestamp) : IFact
{
    /// <inheritdoc/>
    public FactKind Kind => FactKind.ReplayDelete;
}
