using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Lookups;
using ReplayGraph.Replays;

namespace ReplayGraph.Grains.Descriptions;

internal static class ReplayDescription
{
    internal static NodeDescription Of(NodeId replay, ReplayEdges edges, TimeProvider time)
    {
        ReplaySummary summary = edges.Row.ToSummary();
        List<EdgeDescription> described =
        [
            .. edges.Traces.Select(id => EdgeDescription.Of(NodeId.Of(replay.Organization, id), "a segment lists the trace")),
            .. edges.Errors.Select(id => EdgeDescription.Of(NodeId.Of(replay.Organization, id), "the replay lists the event")),
            .. edges.NamedBy.Select(at => EdgeDescription.Of(at, "an event there carries the replay's id")),
        ];
        NodeDescription node = NodeDescription.Of(replay, described);
        return described.Count == 0 && !ReplayViews.IsKnown(summary) ? node : node with
        {
            Summary = $"{edges.Row.Head.FateAt(Timestamp.From(time.GetUtcNow()))}, project {summary.ProjectId},"
                + $" {summary.Segments} segments, {summary.StartedAt} to {summary.FinishedAt}, expires {summary.ExpiresAt}",
        };
    }
}
