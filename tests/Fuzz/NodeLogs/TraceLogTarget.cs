using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Cluster.Traces;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.Links;

namespace ReplayGraph.Fuzz.NodeLogs;

/// <summary>Entries of traces. Their rows can be read one by one and as a view.</summary>
internal sealed class TraceLogTarget : LogTarget
{
    internal override string Name => "trace-log";

    internal override IEnumerable<byte[]> Seeds
    {
        get
        {
            foreach (byte[] fact in Facts.Where(fact => fact[0] is 1 or 2))
            {
                var entry = new TraceEntry(new FactWriter(), World.Now);
                entry.Observed(fact);
                entry.Seen(World.Replay(1));
                entry.Listed(new(World.Event(1), World.Replay(2), World.Project(1)));
                entry.Withdrawn(fact);
                yield return entry.Bytes;
            }
        }
    }

    protected override void Fold(byte[] entry)
    {
        var rows = new TraceRows(EvidenceOptions.Default);
        TraceEntry.Fold(rows, entry);
        int seen = 0;
        for (RowRef row = rows.First; row.Index != 0; row = rows.Next(row))
        {
            rows.Read(row, out _);
            seen++;
        }

        TraceView view = TraceRows.Of(new NodeLog([entry], new(1, 1)), EvidenceOptions.Default).State.View();
        BrokenPromiseException.Unless(view.Events().Count == seen, "a view has all rows");
    }
}
