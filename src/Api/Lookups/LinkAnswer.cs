using ReplayGraph.Links;

namespace ReplayGraph.Api.Lookups;

/// <summary>One link of an answer: a replay, and why it answers.</summary>
/// <param name="ReplayId">The replay.</param>
/// <param name="ProjectId">The project that recorded it; absent while it is pending.</param>
/// <param name="Fate">What became of it: pending, partial, live, archived, deleted, expired.</param>
/// <param name="StartedAt">Its start; absent while it is pending.</param>
/// <param name="FinishedAt">The time of its last segment; absent while it is pending.</param>
/// <param name="DurationMs">From start to finish, in ms; absent while it is pending.</param>
/// <param name="Evidence">Why: tagged, listed, trace; strongest first.</param>
/// <param name="Events">How many distinct events; 0 where the replay lists a trace or event that has not come.</param>
/// <param name="FirstSeen">The earliest of those events.</param>
/// <param name="LastSeen">The latest of those events.</param>
public sealed record LinkAnswer(
    ReplayId ReplayId,
    ProjectId? ProjectId,
    Fate Fate,
    Timestamp? StartedAt,
    Timestamp? FinishedAt,
    long? DurationMs,
    Evidence Evidence,
    int Events,
    Timestamp? FirstSeen,
    Timestamp? LastSeen)
{
    /// <summary>From a link.</summary>
    public static LinkAnswer Of(Link link) => new(
        link.ReplayId,
        link.ProjectId.IsNone ? null : link.ProjectId,
        link.Fate,
        Said(link.StartedAt),
        Said(link.FinishedAt),
        link.FinishedAt == default ? null : link.FinishedAt.Milliseconds - link.StartedAt.Milliseconds,
        link.Evidence,
        link.Events,
        Said(link.FirstSeen),
        Said(link.LastSeen));

    /// <summary>A time, or null for one that was not said.</summary>
    public static Timestamp? Said(Timestamp time) => time == default ? null : time;
}

/// <summary>A page of links.</summary>
/// <param name="Replays">The links, best first.</param>
/// <param name="Total">The number of links on all pages.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for the next page; absent on the last.</param>
/// <param name="Known">
/// False if nothing is known of any key: no event that is kept has come of it, and nothing names the issue. Absent otherwise; an event,
/// trace, issue or transaction name that is known and has no replay answers an empty list without it.
/// </param>
/// <param name="Events">The associated events, latest first; only if asked for.</param>
/// <param name="ByKey">What each key answers by itself; only if asked for.</param>
public sealed record LinkPageAnswer(
    IReadOnlyList<LinkAnswer> Replays,
    int Total,
    string? NextCursor,
    bool? Known,
    IReadOnlyList<EventAnswer>? Events = null,
    IReadOnlyList<KeyAnswer>? ByKey = null);

/// <summary>What one key of a lookup answers by itself: at most as many links as the page's limit.</summary>
/// <param name="Kind">issue, transaction, trace or event.</param>
/// <param name="Id">The id or name, as text.</param>
/// <param name="Replays">Its links, best first.</param>
/// <param name="Total">The number of its links.</param>
/// <param name="Known">False if nothing is known of it; absent otherwise.</param>
public sealed record KeyAnswer(NodeKind Kind, string Id, IReadOnlyList<LinkAnswer> Replays, int Total, bool? Known);
