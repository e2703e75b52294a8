using ReplayGraph.Facts;
using ReplayGraph.Links;

namespace ReplayGraph.Queries;

/// <summary>An event as answers show it.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Kind"><see cref="FactKind.Error"/> or <see cref="FactKind.Transaction"/>.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="IssueId">The issue that it belongs to now, after merges and moves; none if it has none.</param>
/// <param name="TraceId">Its trace; none if it has none.</param>
/// <param name="Transaction">Its transaction name, or null.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Level">Its severity.</param>
/// <param name="Platform">Its platform, or null.</param>
/// <param name="Environment">Its environment, or null.</param>
/// <param name="Release">Its release, or null.</param>
/// <param name="DurationMs">Duration of a transaction in ms; 0: unknown.</param>
/// <param name="ReplayId">The replay that it is shown with; none if it is shown without.</param>
/// <param name="Evidence">Why it is linked with that replay.</param>
/// <param name="TaggedReplayId">The replay whose id it carries, whatever became of that replay; none if it carries none.</param>
/// <param name="Backend">False for an event of a browser or mobile SDK.</param>
public sealed record EventView(
    EventId EventId,
    FactKind Kind,
    ProjectId ProjectId,
    IssueId IssueId,
    TraceId TraceId,
    string? Transaction,
    Timestamp Timestamp,
    Level Level,
    string? Platform,
    string? Environment,
    string? Release,
    uint DurationMs,
    ReplayId ReplayId,
    Evidence Evidence,
    ReplayId TaggedReplayId,
    bool Backend);
