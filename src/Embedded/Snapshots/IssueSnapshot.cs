using ReplayGraph.Facts;
using ReplayGraph.Issues;

namespace ReplayGraph.Embedded.Snapshots;

/// <summary>What an issue knows beside its links, in a snapshot: the ops as the facts that they came with.</summary>
internal static class IssueSnapshot
{
    internal static void Save(this IssueState state, SnapshotWriter to)
    {
        to.Array(state.Sources);
        to.Number(state.Ops.Length);
        foreach (IssueOp op in state.Ops)
        {
            to.Array(op.Bytes.Span);
        }
    }

    internal static void Load(this IssueState state, SnapshotReader from)
    {
        foreach (IssueId source in from.Array<IssueId>())
        {
            state.AddSource(source);
        }

        for (int left = from.Count(); left > 0; left--)
        {
            FactBatch.Read(from.Array<byte>(), new Ops(state));
        }
    }

    private sealed class Ops(IssueState state) : IFactVisitor
    {
        public void Visit(in IssueMergeFact fact) => state.Add(IssueOp.Of(fact));

        public void Visit(in IssueUnmergeFact fact) => state.Add(IssueOp.Of(fact));

        public void Visit(in IssueDeleteFact fact) => state.Add(IssueOp.Of(fact));

        public void Visit(in EventFact fact) => throw NoOp(fact);

        public void Visit(in SegmentFact fact) => throw NoOp(fact);

        public void Visit(in EventLinkFact fact) => throw NoOp(fact);

        public void Visit(in EventDeleteFact fact) => throw NoOp(fact);

        public void Visit(in EventMoveFact fact) => throw NoOp(fact);

        public void Visit(in ReplayDeleteFact fact) => throw NoOp(fact);

        private static InvalidDataException NoOp(IFact fact) => new($"{fact.Kind} is no op of an issue");
    }
}
