using ReplayGraph.Conformance.Generation;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Replays;

namespace ReplayGraph.Fuzz.NodeLogs;

/// <summary>A replay's row, as stores keep it and silos tell it. A summary that is read is written as the same.</summary>
internal sealed class RowTarget : LogTarget
{
    internal override string Name => "replay-row";

    internal override IEnumerable<byte[]> Seeds
    {
        get
        {
            yield return ReplayRow.Unknown(World.Replay(1)).Bytes.ToArray();
            for (int seed = 1; seed < 6; seed++)
            {
                var state = new ReplayState(World.Replay(1));
                for (int i = 0; i < seed; i++)
                {
                    state.Archive(World.At(i));
                }

                state.Summarize();
                yield return ReplayRow.Of(World.Replay(1), 1, state.Summary).Bytes.ToArray();
            }
        }
    }

    protected override void Fold(byte[] entry) => Check(ReplayRow.Read(World.Replay(1), 1, entry));

    /// <summary>A row that is read is written as one that is read as the same.</summary>
    internal static void Check(ReplayRow row)
    {
        ReplayRow written = ReplayRow.Of(row.Id, row.Version, row.ToSummary());
        ReplayRow again = ReplayRow.Of(row.Id, row.Version, written.ToSummary());
        BrokenPromiseException.Unless(again.Bytes.Span.SequenceEqual(written.Bytes.Span), "a summary is written as it is read");
    }
}
