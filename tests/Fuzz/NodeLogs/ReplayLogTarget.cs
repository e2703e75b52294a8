using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Replays;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Fuzz.NodeLogs;

/// <summary>Entries of replays. The resulting state can be summarized and stored.</summary>
internal sealed class ReplayLogTarget : LogTarget
{
    internal override string Name => "replay-log";

    internal override IEnumerable<byte[]> Seeds =>
    [
        .. Facts.Select(fact => ReplayEntry.Write(
            World.Now, fact, [NodeId.Of(World.Organization, World.Trace(1)), NodeId.Of(World.Organization, default, World.Event(1))])),
    ];

    protected override void Fold(byte[] entry)
    {
        var fold = new ReplayFold(World.Replay(1), Context);
        ReplayEntry.Fold(fold, World.Organization, entry);
        fold.State.Summarize();
        ReplayRow row = ReplayRow.Of(World.Replay(1), 1, fold.State.Summary);
        RowTarget.Check(row);
    }
}
