using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.Replays;

namespace ReplayGraph.Fuzz.NodeLogs;

/// <summary>The row of a replay, as stored and announced. A summary survives a round trip.</summary>
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

    /// <summary>Checks that a row survives a round trip.</summary>
    internal static void Check(ReplayRow row)
    {
        ReplayRow written = ReplayRow.Of(row.Id, row.Version, row.ToSummary());
        ReplayRow again = ReplayRow.Of(row.Id, row.Version, written.ToSummary());
        BrokenPromiseException.Unless(again.Bytes.Span.SequenceEqual(written.Bytes.Span), "a summary survives a round trip");
    }
}
