using ReplayGraph.Facts;
using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Traces;

namespace ReplayGraph.Grains.Descriptions;

/// <summary>A trace, or an event that is joined alone, for people to read.</summary>
internal static class TraceDescription
{
    internal static NodeDescription Of(NodeId trace, TraceView view)
    {
        var events = new Events();
        FactBatch.Read(view.Observed, events);
        List<EdgeDescription> described =
        [
            .. view.Seen.Select(id => new EdgeDescription { To = $"replay/{id}", Evidence = "a segment lists the trace" }),
            .. view.Listed.Select(one => new EdgeDescription { To = $"replay/{one.Replay}", Evidence = $"it lists event {one.Event}" }),
            .. events.Described,
        ];
        return new()
        {
            Node = $"{trace.Type} {trace}",
            Total = described.Count,
            Edges = [.. described.Take(NodeDescription.MaxEdges)],
        };
    }

    // Nothing but events is observed.
    private sealed class Events : IFactVisitor
    {
        internal List<EdgeDescription> Described { get; } = [];

        public void Visit(in EventFact fact)
        {
            string issue = fact.IssueId.IsNone ? "" : $", issue {fact.IssueId}";
            string transaction = fact.Transaction.IsNone ? "" : $", {fact.Transaction}";
            string replay = fact.ReplayId.IsNone ? "" : $", carries replay {fact.ReplayId}";
            Described.Add(new()
            {
                To = $"event/{fact.EventId}",
                Evidence = $"{fact.Kind} of project {fact.ProjectId}{issue}{transaction}{replay}",
                LastSeen = fact.Timestamp.ToString(),
            });
        }

        public void Visit(in SegmentFact fact)
        {
        }

        public void Visit(in EventLinkFact fact)
        {
        }

        public void Visit(in IssueMergeFact fact)
        {
        }

        public void Visit(in IssueUnmergeFact fact)
        {
        }

        public void Visit(in IssueDeleteFact fact)
        {
        }

        public void Visit(in EventDeleteFact fact)
        {
        }

        public void Visit(in EventMoveFact fact)
        {
        }

        public void Visit(in ReplayDeleteFact fact)
        {
        }
    }
}
