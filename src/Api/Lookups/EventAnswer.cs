using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Lookups;

/// <summary>
/// An event of an answer. Unknown fields are absent: an event that a replay lists and that has not arrived has only its id.
/// </summary>
/// <param name="EventId">The event.</param>
/// <param name="Type">error or transaction.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="IssueId">Its current issue, after merges and moves.</param>
/// <param name="TraceId">Its trace.</param>
/// <param name="Transaction">Its transaction name.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Level">Its severity.</param>
/// <param name="Platform">Its platform.</param>
/// <param name="Backend">False for an event of a browser or mobile SDK.</param>
/// <param name="Environment">Its environment.</param>
/// <param name="Release">Its release.</param>
/// <param name="DurationMs">Duration of a transaction, in ms.</param>
/// <param name="ReplayId">The replay that it is shown with.</param>
/// <param name="Evidence">Why it is linked to that replay.</param>
/// <param name="TaggedReplayId">The replay whose id it carries itself, which can be another one.</param>
public sealed record EventAnswer(
    EventId EventId,
    string? Type,
    ProjectId? ProjectId,
    IssueId? IssueId,
    TraceId? TraceId,
    string? Transaction,
    Timestamp? Timestamp,
    Level? Level,
    string? Platform,
    bool? Backend,
    string? Environment,
    string? Release,
    uint? DurationMs,
    ReplayId? ReplayId,
    Evidence? Evidence,
    ReplayId? TaggedReplayId)
{
    /// <summary>From a neighbour that is an event, whether it has arrived or not.</summary>
    public static EventAnswer Of(Neighbour neighbour) => neighbour.Event is { } view
        ? Of(view)
        : new(neighbour.Node.Event, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /// <summary>From an event.</summary>
    public static EventAnswer Of(EventView view) => new(
        view.EventId,
        view.Kind == FactKind.Error ? "error" : "transaction",
        view.ProjectId,
        view.IssueId.IsNone ? null : view.IssueId,
        view.TraceId.IsNone ? null : view.TraceId,
        view.Transaction,
        view.Timestamp,
        view.Level == ReplayGraph.Facts.Level.None ? null : view.Level,
        view.Platform,
        view.Backend,
        view.Environment,
        view.Release,
        view.DurationMs == 0 ? null : view.DurationMs,
        view.ReplayId.IsNone ? null : view.ReplayId,
        view.ReplayId.IsNone ? null : view.Evidence,
        view.TaggedReplayId.IsNone ? null : view.TaggedReplayId);
}
