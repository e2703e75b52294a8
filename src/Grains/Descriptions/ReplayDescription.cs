using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Replays;
using ReplayGraph.Replays;

namespace ReplayGraph.Grains.Descriptions;

/// <summary>A replay for people to read.</summary>
internal static class ReplayDescription
{
    internal static NodeDescription Of(NodeId replay, ReplayEdges edges, TimeProvider time)
    {
        ReplaySummary summary = edges.Row.Summary;
        List<EdgeDescription> described =
        [
            .. edges.Traces.Select(id => new EdgeDescription { To = $"trace/{id}", Evidence = "a segment lists it" }),
            .. edges.Errors.Select(id => new EdgeDescription { To = $"event/{id}", Evidence = "it is listed" }),
            .. edges.NamedBy.Select(at => new EdgeDescription { To = $"{at.Type} {at}", Evidence = "an event there carries its id" }),
        ];
        return new()
        {
            Node = $"Replay {replay}",
            Summary = $"{edges.Row.FateAt(Timestamp.From(time.GetUtcNow()))}, project {summary.ProjectId}, {summary.Segments} segments,"
                + $" {summary.StartedAt} to {summary.FinishedAt}, expires {summary.ExpiresAt}",
            Total = described.Count,
            Edges = [.. described.Take(NodeDescription.MaxEdges)],
        };
    }
}
