using ReplayGraph.Api.Lookups;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Replays;

/// <summary>One replay. Of one that is archived, deleted or expired only id, project, fate and times are shown.</summary>
/// <param name="ReplayId">The replay.</param>
/// <param name="ProjectId">The project that recorded it; absent while it is pending.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="StartedAt">Its start.</param>
/// <param name="FinishedAt">The time of its last segment.</param>
/// <param name="DurationMs">From start to finish, in ms.</param>
/// <param name="Segments">Number of segments that have come.</param>
/// <param name="Traces">Number of traces that it lists.</param>
/// <param name="Errors">Number of distinct events that it lists.</param>
/// <param name="Urls">The pages that were seen.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Release">The release.</param>
/// <param name="Platform">The platform.</param>
/// <param name="ReplayType">session or buffer.</param>
/// <param name="User">The person.</param>
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
    UserAnswer? User)
{
    /// <summary>From a replay.</summary>
    public static ReplayAnswer Of(ReplayView view)
    {
        bool isShown = view.Fate is Fate.Pending or Fate.Partial or Fate.Live;
        return new(
            view.ReplayId,
            view.ProjectId.IsNone ? null : view.ProjectId,
            view.Fate,
            LinkAnswer.Said(view.StartedAt),
            LinkAnswer.Said(view.FinishedAt),
            view.FinishedAt == default ? null : view.FinishedAt.Milliseconds - view.StartedAt.Milliseconds,
            isShown ? view.Segments : null,
            isShown ? view.Traces : null,
            isShown ? view.Errors : null,
            isShown ? view.Urls : null,
            view.Environment,
            view.Release,
            view.Platform,
            view.Type == ReplayGraph.Facts.ReplayType.None ? null : view.Type,
            view.User is { } user ? new(user.Id, user.Name, user.Email, user.Ip) : null);
    }
}

/// <summary>The person whom a replay shows; what is not known is absent.</summary>
/// <param name="Id">The id.</param>
/// <param name="Username">The name.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="Ip">The IP address.</param>
public sealed record UserAnswer(string? Id, string? Username, string? Email, string? Ip);

/// <summary>What was forgotten with a replay.</summary>
/// <param name="ReplayId">The replay, which is now deleted for good.</param>
/// <param name="FateBefore">What it was before; unknown if nobody had heard of it.</param>
/// <param name="Segments">Segments that had come.</param>
/// <param name="Traces">Traces that it listed.</param>
/// <param name="Errors">Events that it listed.</param>
/// <param name="Events">Events that were linked with it.</param>
public sealed record RemovedAnswer(ReplayId ReplayId, string FateBefore, int Segments, int Traces, int Errors, int Events);

/// <summary>A page of events.</summary>
/// <param name="Events">The events, latest first; then by id those that have not come.</param>
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
