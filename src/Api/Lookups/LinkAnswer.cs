using ReplayGraph.Api.ProductLinks;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Lookups;

/// <summary>A link of an answer: a replay, and why it is linked.</summary>
/// <param name="ReplayId">The replay.</param>
/// <param name="ProjectId">The project that recorded it; absent while it is pending.</param>
/// <param name="Fate">Its state: pending, partial, live, archived, deleted or expired.</param>
/// <param name="StartedAt">Its start; absent while it is pending.</param>
/// <param name="FinishedAt">The time of its last segment; absent while it is pending.</param>
/// <param name="DurationMs">From start to finish, in ms; absent while it is pending.</param>
/// <param name="Evidence">Why it is linked: tagged, listed, trace, sibling; on request stale, shared; strongest first.</param>
/// <param name="Events">The number of distinct events; 0 if the replay lists a trace or event that has not arrived.</param>
/// <param name="FirstSeen">The earliest of those events.</param>
/// <param name="LastSeen">The latest of those events.</param>
/// <param name="MomentMs">
/// When the latest of those events happens in the replay: ms after its start, at most its duration. Absent if either is unknown.
/// </param>
/// <param name="Url">
/// The replay in the product that recorded it, some seconds before that moment. Absent unless it is live and its project has a link template.
/// </param>
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
    Timestamp? LastSeen,
    long? MomentMs,
    string? Url)
{
    /// <summary>From a link.</summary>
    public static LinkAnswer Of(Link link, LinkTemplates? templates) => new(
        link.ReplayId,
        link.ProjectId.IsNone ? null : link.ProjectId,
        link.Fate,
        KnownOrNull(link.StartedAt),
        KnownOrNull(link.FinishedAt),
        link.FinishedAt == default ? null : link.FinishedAt.Milliseconds - link.StartedAt.Milliseconds,
        link.Evidence,
        link.Events,
        KnownOrNull(link.FirstSeen),
        KnownOrNull(link.LastSeen),
        Moment.Of(link),
        templates?.Of(link.ProjectId)?.UrlOf(link));

    /// <summary>The time, or null if it is unknown.</summary>
    public static Timestamp? KnownOrNull(Timestamp time) => time == default ? null : time;

    /// <summary>A count, or null for 0.</summary>
    public static int? PositiveOrNull(int count) => count == 0 ? null : count;
}

/// <summary>A page of links.</summary>
/// <param name="Replays">The links, best first.</param>
/// <param name="Total">The number of links on all pages.</param>
/// <param name="SharedTraces">
/// The number of traces of the events that are shared by too many replays to be evidence; absent if there are none.
/// </param>
/// <param name="NextCursor">The <c>cursor</c> of the next page; absent on the last.</param>
/// <param name="Known">
/// False if every key is unknown: no kept event belongs to it, and no fact names the issue. Absent otherwise: a key that is known and has
/// no replay answers an empty list without it.
/// </param>
/// <param name="Events">The associated events, latest first; only if included.</param>
/// <param name="ByKey">The links of each key; only if included.</param>
public sealed record LinkPageAnswer(
    IReadOnlyList<LinkAnswer> Replays,
    int Total,
    int? SharedTraces,
    string? NextCursor,
    bool? Known,
    IReadOnlyList<EventAnswer>? Events = null,
    IReadOnlyList<KeyAnswer>? ByKey = null)
{
    /// <summary>From a page, with all that it includes.</summary>
    internal static LinkPageAnswer Of(LinkPage page, LookupRequest request) => new(
        [.. page.Links.Select(link => LinkAnswer.Of(link, request.Templates))],
        page.Total,
        LinkAnswer.PositiveOrNull(page.SharedTraces),
        request.Next(page),
        page.IsKnown ? null : false,
        page.Events is null ? null : [.. page.Events.Select(EventAnswer.Of)],
        page.ByKey is null ? null : [.. page.ByKey.Select(key => KeyAnswer.Of(key, request.Templates))]);
}

/// <summary>The links of one key of a lookup, at most as many as the page's limit.</summary>
/// <param name="Kind">issue, transaction, trace or event.</param>
/// <param name="Id">The id or name, as text.</param>
/// <param name="Replays">Its links, best first.</param>
/// <param name="Total">The number of its links.</param>
/// <param name="SharedTraces">As in the page, for this key.</param>
/// <param name="Known">False if the key is unknown; absent otherwise.</param>
public sealed record KeyAnswer(
    NodeKind Kind, string Id, IReadOnlyList<LinkAnswer> Replays, int Total, int? SharedTraces, bool? Known)
{
    /// <summary>From the links of a key.</summary>
    public static KeyAnswer Of(KeyLinks key, LinkTemplates? templates) => new(
        key.Key.Kind,
        key.Key.Id,
        [.. key.Links.Select(link => LinkAnswer.Of(link, templates))],
        key.Total,
        LinkAnswer.PositiveOrNull(key.SharedTraces),
        key.IsKnown ? null : false);
}
