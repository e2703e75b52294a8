using ReplayGraph.Facts;
using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Traces;

namespace ReplayGraph.Grains.Descriptions;

/// <summary>A trace, or an event that is joined alone, for people to read.</summary>
internal static class TraceDescription
{
    internal static NodeDescription Of(NodeId trace, TraceView view)
    {
        List<EdgeDescription> described =
        [
            .. view.Seen.Select(id => new EdgeDescription { To = $"replay/{id}", Evidence = "a segment lists the trace" }),
            .. view.Listed.Select(one => new EdgeDescription { To = $"replay/{one.Replay}", Evidence = $"it lists event {one.Event}" }),
            .. view.Events().Select(Describe),
        ];
        return new()
        {
            Node = $"{trace.Type} {trace}",
            Total = described.Count,
            Edges = [.. described.Take(NodeDescription.MaxEdges)],
        };
    }

    private static EdgeDescription Describe(EventFact fact)
    {
        string issue = fact.IssueId.IsNone ? "" : $", issue {fact.IssueId}";
        string transaction = fact.Transaction.IsNone ? "" : $", {fact.Transaction}";
        string replay = fact.ReplayId.IsNone ? "" : $", carries replay {fact.ReplayId}";
        return new()
        {
            To = $"event/{fact.EventId}",
            Evidence = $"{fact.Kind} of project {fact.ProjectId}{issue}{transaction}{replay}",
            LastSeen = fact.Timestamp.ToString(),
        };
    }
}
