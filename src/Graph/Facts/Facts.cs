namespace ReplayGraph.Facts;

/// <summary>
/// An observation. The ten kinds of <see cref="FactKind"/> are a closed family of value types, so a stream of them does not allocate.
/// Intake creates them and checks every field against <see cref="Limits"/>.
/// </summary>
public interface IFact
{
    /// <summary>The kind.</summary>
    FactKind Kind { get; }

    /// <summary>The project that it belongs to; none for a deletion of a replay in all projects.</summary>
    ProjectId ProjectId { get; }

    /// <summary>When it happened, by the clock of its source.</summary>
    Timestamp Timestamp { get; }
}

/// <summary>An error or a transaction. <c>default</c> ids and empty texts are not specified.</summary>
public readonly record struct EventFact : IFact
{
    /// <summary><see cref="FactKind.Error"/> or <see cref="FactKind.Transaction"/>.</summary>
    public required FactKind Kind { get; init; }

    /// <summary>The event's id; unique only in combination with project and issue.</summary>
    public required EventId EventId { get; init; }

    /// <summary>The project it belongs to.</summary>
    public required ProjectId ProjectId { get; init; }

    /// <inheritdoc/>
    public required Timestamp Timestamp { get; init; }

    /// <summary>
    /// When the server received it, which merges and deletions compare with. <c>default</c> means <see cref="Timestamp"/>.
    /// </summary>
    public Timestamp Received { get; init; }

    /// <summary>The trace it belongs to.</summary>
    public TraceId TraceId { get; init; }

    /// <summary>The span that it is, or happened in; 0 if not specified.</summary>
    public ulong SpanId { get; init; }

    /// <summary>The issue (group) of an error.</summary>
    public IssueId IssueId { get; init; }

    /// <summary>
    /// What the error calls its issue, such as <c>ValueError: invalid literal</c>. Not a part of the observation: events that differ only in
    /// it are duplicates.
    /// </summary>
    public Text Title { get; init; }

    /// <summary>The transaction name.</summary>
    public Text Transaction { get; init; }

    /// <summary>The replay id that it carries.</summary>
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

    /// <summary>The primary grouping hash, which unmerges select by; <c>default</c> if not specified.</summary>
    public UInt128 PrimaryHash { get; init; }

    /// <summary>Duration of a transaction, in milliseconds; 0 if not specified.</summary>
    public uint DurationMs { get; init; }

    /// <summary>Retention in days, 1 to <see cref="Limits.RetentionDays"/>; 0 for the host's default.</summary>
    public ushort RetentionDays { get; init; }

    /// <summary>Whether it has an issue and a title for it.</summary>
    internal bool TitlesItsIssue => !Title.IsNone && !IssueId.IsNone;
}

/// <summary>A segment of a replay, or the row that archives the replay.</summary>
public readonly record struct SegmentFact : IFact
{
    /// <summary>No segment id: the row that archives a replay, or a segment beyond <see cref="Limits.SegmentId"/>.</summary>
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

    /// <summary>When the replay started; <c>default</c> if not specified.</summary>
    public Timestamp ReplayStart { get; init; }

    /// <summary>The traces during the segment; null or empty for none.</summary>
    public TraceId[]? TraceIds { get; init; }

    /// <summary>The errors during the segment; null or empty for none.</summary>
    public EventId[]? ErrorIds { get; init; }

    /// <summary>The URLs visited; null or empty for none.</summary>
    public Text[]? Urls { get; init; }

    /// <summary>The environment.</summary>
    public Text Environment { get; init; }

    /// <summary>The release.</summary>
    public Text Release { get; init; }

    /// <summary>The platform.</summary>
    public Text Platform { get; init; }

    /// <summary>How it was sampled.</summary>
    public ReplayType ReplayType { get; init; }

    /// <summary>The user's id.</summary>
    public Text UserId { get; init; }

    /// <summary>The user's name.</summary>
    public Text UserName { get; init; }

    /// <summary>The user's e-mail address.</summary>
    public Text UserEmail { get; init; }

    /// <summary>The user's IP address.</summary>
    public Text UserIp { get; init; }

    /// <summary>True on the row that archives the replay.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Retention in days, 1 to <see cref="Limits.RetentionDays"/>; 0 for the host's default.</summary>
    public ushort RetentionDays { get; init; }
}

/// <summary>A replay lists an event, according to the processor of the event.</summary>
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
/// Moves the events of the issues <paramref name="From"/> in the project that were received up to <paramref name="Timestamp"/> to <paramref
/// name="Into"/>.
/// </summary>
public readonly record struct IssueMergeFact(ProjectId ProjectId, IssueId[] From, IssueId Into, Timestamp Timestamp) : IFact
{
    /// <inheritdoc/>
    public FactKind Kind => FactKind.IssueMerge;
}

/// <summary>
/// Moves the events of <paramref name="From"/> that have one of the primary hashes and were received up to <paramref name="Timestamp"/> to
/// <paramref name="Into"/>.
/// </summary>
public readonly record struct IssueUnmergeFact(ProjectId ProjectId, IssueId From, IssueId Into, UInt128[] Hashes, Timestamp Timestamp) : IFact
{
    /// <inheritdoc/>
    public FactKind Kind => FactKind.IssueUnmerge;
}

/// <summary>Deletes the events of the issues in the project that were received up to <paramref name="Timestamp"/>.</summary>
public readonly record struct IssueDeleteFact(ProjectId ProjectId, IssueId[] Issues, Timestamp Timestamp) : IFact
{
    /// <inheritdoc/>
    public FactKind Kind => FactKind.IssueDelete;
}

/// <summary>
/// Deletes the events of the project that were received up to <paramref name="Timestamp"/> (a tombstone in Sentry). With a <paramref
/// name="PrimaryHash"/>, deletes only observations with that hash: an event inserted again under another hash stays.
/// </summary>
public readonly record struct EventDeleteFact(ProjectId ProjectId, EventId[] EventIds, Timestamp Timestamp, UInt128 PrimaryHash) : IFact
{
    /// <inheritdoc/>
    public FactKind Kind => FactKind.EventDelete;
}

/// <summary>
/// Moves the events of the project that were received up to <paramref name="Timestamp"/> to the issue <paramref name="Into"/>.
/// </summary>
public readonly record struct EventMoveFact(ProjectId ProjectId, EventId[] EventIds, IssueId Into, Timestamp Timestamp) : IFact
{
    /// <inheritdoc/>
    public FactKind Kind => FactKind.EventMove;
}

/// <summary>Deletes the replay permanently. A <paramref name="ProjectId"/> of <c>default</c> matches any project.</summary>
public readonly record struct ReplayDeleteFact(ReplayId ReplayId, ProjectId ProjectId, Timestamp Timestamp) : IFact
{
    /// <inheritdoc/>
    public FactKind Kind => FactKind.ReplayDelete;
}
