using ReplayGraph.Embedded.Memory;
using ReplayGraph.Embedded.Snapshots;
using ReplayGraph.Replays;
using ReplayGraph.Sets;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>A replay: its state, and the rows of the observations that name it.</summary>
internal sealed class PackedReplay(ReplayId id)
{
    /// <summary>Stands for a replay that expired and was dropped.</summary>
    internal static PackedReplay Forgotten { get; } = MakeForgotten();

    internal ReplayState State { get; } = new(id);

    internal AppendSet<uint> NamedBy { get; } = new();

    /// <summary>
    /// The time of the latest event link, which determines the expiry of a replay that has nothing else. Only for the writing thread.
    /// </summary>
    internal Timestamp LinkedAt { get; private set; }

    /// <summary>Records the time of an event link. Only for the writing thread.</summary>
    internal void Link(Timestamp at) => LinkedAt = at > LinkedAt ? at : LinkedAt;

    private static PackedReplay MakeForgotten()
    {
        var node = new PackedReplay(default);
        node.State.Add(new SegmentRow { Urls = [] }, default);
        node.State.Summarize();
        return node;
    }

    internal void Save(SnapshotWriter to)
    {
        to.Id(State.Id.Value);
        to.Number(LinkedAt.Milliseconds);
        to.Array(NamedBy.Items);
        to.Array(State.Traces.Items);
        to.Array(State.Errors.Items);
        to.Array(State.ArchivedAt);
        to.Array(State.DeletedBy);
        to.Array(State.RecordedBy.Items);
        to.Number(State.ExpiresAt.Milliseconds);
        to.Number(State.Segments.Length);
        foreach (ref readonly SegmentRow row in State.Segments)
        {
            SegmentSnapshot.Save(row, to);
        }
    }

    internal static PackedReplay Load(SnapshotReader from, NameTable names)
    {
        var node = new PackedReplay(new(from.Id())) { LinkedAt = new(from.Number()) };
        node.NamedBy.Add(from.Array<uint>());
        node.State.Traces.Add(from.Array<TraceId>());
        node.State.Errors.Add(from.Array<EventId>());
        foreach (Timestamp at in from.Array<Timestamp>())
        {
            node.State.Archive(at);
        }

        foreach (ProjectId by in from.Array<ProjectId>())
        {
            node.State.Delete(by);
        }

        node.State.RecordedBy.Add(from.Array<ProjectId>());
        Timestamp expiry = new(from.Number());
        for (int left = from.Count(); left > 0; left--)
        {
            node.State.Add(SegmentSnapshot.Load(from, names), expiry);
        }

        node.State.Summarize();
        return node;
    }
}
