using ReplayGraph.Links;
using ReplayGraph.Traces;

namespace ReplayGraph.Queries;

/// <summary>An event as answers show it.</summary>
/// <param name="View">The view.</param>
/// <param name="Ingested">The issue under which it was ingested, which only decides the order.</param>
public readonly record struct ShownEvent(EventView View, IssueId Ingested) : IComparable<ShownEvent>
{
    /// <summary>In their order.</summary>
    public static IOrderedEnumerable<ShownEvent> InOrder(IEnumerable<ShownEvent> events) => events.Order();

    /// <summary>
    /// Latest first, then by id. Of several observations of an event, the one with the greater project and issue comes first.
    /// </summary>
    public int CompareTo(ShownEvent other)
    {
        int order = other.View.Timestamp.CompareTo(View.Timestamp);
        order = order != 0 ? order : View.EventId.Value.CompareTo(other.View.EventId.Value);
        order = order != 0 ? order : other.View.ProjectId.Value.CompareTo(View.ProjectId.Value);
        order = order != 0 ? order : other.View.IssueId.Value.CompareTo(View.IssueId.Value);
        return order != 0 ? order : other.Ingested.Value.CompareTo(Ingested.Value);
    }

    /// <summary>Shows an observation.</summary>
    /// <param name="o">The observation.</param>
    /// <param name="issue">The issue that it belongs to.</param>
    /// <param name="tagged">The replay whose id it carries; none if it carries none.</param>
    /// <param name="replay">The replay that it is shown with; none: without a replay.</param>
    /// <param name="evidence">Why it is linked with the replay.</param>
    public static ShownEvent Of(in Observation o, IssueId issue, ReplayId tagged, ReplayId replay, Evidence evidence) => new(
        new(
            o.EventId, o.Kind, o.ProjectId, issue, o.TraceId, o.Transaction?.ToString(), o.Timestamp, o.Level,
            o.Platform?.ToString(), o.Environment?.ToString(), o.Release?.ToString(), o.DurationMs, replay, evidence, tagged,
            Platforms.IsBackend(o.Platform?.ToString(), o.Sdk?.ToString())),
        o.IssueId);
}
