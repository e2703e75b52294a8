using ReplayGraph.Embedded.Snapshots;
using ReplayGraph.Facts;
using ReplayGraph.Issues;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>Saves and loads an issue's state other than its links: its sources, and its operations as encoded facts.</summary>
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
            FactBatch.Read(from.Array<byte>(), new OpReader(state));
        }
    }

    private sealed class OpReader(IssueState state) : IPartialFactVisitor
    {
        public void Visit(in IssueMergeFact fact) => state.Add(IssueOp.Of(fact));

        public void Visit(in IssueUnmergeFact fact) => state.Add(IssueOp.Of(fact));

        public void Visit(in IssueDeleteFact fact) => state.Add(IssueOp.Of(fact));

        public void Other<T>(in T fact)
            where T : struct, IFact => throw new InvalidDataException($"{fact.Kind} is not an operation on an issue.");
    }
}
