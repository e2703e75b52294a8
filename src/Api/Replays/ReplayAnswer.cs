using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.ProductLinks;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Replays;

/// <summary>One replay. An archived, deleted or expired replay shows only id, project, fate and times.</summary>
/// <param name="ReplayId">The replay.</param>
/// <param name="ProjectId">The project that recorded it; absent while it is pending.</param>
/// <param name="Fate">Its state: pending, partial, live, archived, deleted or expired.</param>
/// <param name="StartedAt">Its start.</param>
/// <param name="FinishedAt">The time of its last segment.</param>
/// <param name="DurationMs">From start to finish, in ms.</param>
/// <param name="Segments">Number of segments that have arrived.</param>
/// <param name="Traces">Number of traces that it lists.</param>
/// <param name="Errors">Number of distinct events that it lists.</param>
/// <param name="Urls">The URLs of the pages in it.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Release">The release.</param>
/// <param name="Platform">The platform.</param>
/// <param name="ReplayType">session or buffer.</param>
/// <param name="User">The person.</param>
/// <param name="Url">It in the product that recorded it. Absent unless it is live and its project has a link template.</param>
public sealed record ReplayAnswer(
    ReplayId ReplayId,
    ProjectId? ProjectId,
    Fate Fate,
    Timestamp? StartedAt,
    Timestamp? FinishedAt,
    long? DurationMs,
    int? Segments,
    int? Traces,
    int? Errors,
    IReadOnlyList<string>? Urls,
    string? Environment,
    string? Release,
    string? Platform,
    ReplayType? ReplayType,
    UserAnswer? User,
    string? Url)
{
    /// <summary>From a replay.</summary>
    public static ReplayAnswer Of(ReplayView view, LinkTemplates? templates)
    {
        bool isShown = view.Fate is Fate.Pending or Fate.Partial or Fate.Live;
        return new(
            view.ReplayId,
            view.ProjectId.IsNone ? null : view.ProjectId,
            view.Fate,
            LinkAnswer.KnownOrNull(view.StartedAt),
            LinkAnswer.KnownOrNull(view.FinishedAt),
            view.FinishedAt == default ? null : view.FinishedAt.Milliseconds - view.StartedAt.Milliseconds,
            isShown ? view.Segments : null,
            isShown ? view.Traces : null,
            isShown ? view.Errors : null,
            isShown ? view.Urls : null,
            view.Environment,
            view.Release,
            view.Platform,
            view.Type == ReplayGraph.Facts.ReplayType.None ? null : view.Type,
            view.User is { } user ? new(user.Id, user.Name, user.Email, user.Ip) : null,
            templates?.Of(view.ProjectId)?.UrlOf(view, default));
    }
}

/// <summary>The person in a replay; unknown fields are absent.</summary>
/// <param name="Id">The id.</param>
/// <param name="Username">The name.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="Ip">The IP address.</param>
public sealed record UserAnswer(string? Id, string? Username, string? Email, string? Ip);

/// <summary>What the deletion of a replay removed.</summary>
/// <param name="ReplayId">The replay, which is now deleted permanently.</param>
/// <param name="FateBefore">Its fate before; unknown if the graph did not know it.</param>
/// <param name="Segments">Segments that had arrived.</param>
/// <param name="Traces">Traces that it listed.</param>
/// <param name="Errors">Events that it listed.</param>
/// <param name="Events">Events that were linked to it.</param>
public sealed record RemovedAnswer(ReplayId ReplayId, string FateBefore, int Segments, int Traces, int Errors, int Events);

/// <summary>A page of events.</summary>
/// <param name="Events">The events, latest first; then by id those that have not arrived.</param>
/// <param name="Total">The number on all pages.</param>
/// <param name="NextCursor">For the next page; absent on the last.</param>
public sealed record EventsAnswer(IReadOnlyList<EventAnswer> Events, int Total, string? NextCursor);

/// <summary>A page of traces.</summary>
/// <param name="Traces">The traces, by id.</param>
/// <param name="Total">The number on all pages.</param>
/// <param name="NextCursor">For the next page; absent on the last.</param>
public sealed record TracesAnswer(IReadOnlyList<TraceId> Traces, int Total, string? NextCursor);

/// <summary>A page of issues.</summary>
/// <param name="Issues">The issues, by id.</param>
/// <param name="Total">The number on all pages.</param>
/// <param name="NextCursor">For the next page; absent on the last.</param>
public sealed record IssuesAnswer(IReadOnlyList<IssueId> Issues, int Total, string? NextCursor);

/// <summary>A page of transactions.</summary>
/// <param name="Transactions">Their names.</param>
/// <param name="Total">The number on all pages.</param>
/// <param name="NextCursor">For the next page; absent on the last.</param>
public sealed record TransactionsAnswer(IReadOnlyList<string> Transactions, int Total, string? NextCursor);
