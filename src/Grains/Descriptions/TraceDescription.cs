using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Facts;

namespace ReplayGraph.Grains.Descriptions;

/// <summary>Describes a trace, or an event without a trace.</summary>
internal static class TraceDescription
{
    internal static NodeDescription Of(NodeId trace, TraceView view)
    {
        List<EdgeDescription> described =
        [
            .. view.Seen.Select(id => EdgeDescription.Of(NodeId.Of(trace.Organization, id), "a segment lists the trace")),
            .. view.Listed.Select(one => EdgeDescription.Of(NodeId.Of(trace.Organization, one.Replay), $"lists event {one.Event}")),
            .. view.Events().Select(fact => Describe(trace.Organization, fact)),
        ];
        return NodeDescription.Of(trace, described);
    }

    private static EdgeDescription Describe(OrganizationId organization, EventFact fact)
    {
        string issue = fact.IssueId.IsNone ? "" : $", issue {fact.IssueId}";
        string transaction = fact.Transaction.IsNone ? "" : $", {fact.Transaction}";
        string replay = fact.ReplayId.IsNone ? "" : $", carries replay {fact.ReplayId}";
        string evidence = $"{fact.Kind} of project {fact.ProjectId}{issue}{transaction}{replay}";
        return EdgeDescription.Of(NodeId.Of(organization, fact.EventId), evidence) with { LastSeen = fact.Timestamp.ToString() };
    }
}
