using ReplayGraph.Conformance.Generation;
using ReplayGraph.Ingest;
using ReplayGraph.Issues;

namespace ReplayGraph.Graph.Tests.Ingest;

public sealed class IssueStepTests
{
    private readonly Held _held = new();

    [Fact]
    public void AMergeIsKeptByTheIssuesThatItEmptiesAndItsTargetKnowsThem()
    {
        var op = IssueOp.Of(Make.Merge([1, 2], 3));

        Assert.True(IssueStep.Take(op, _held));

        Assert.Equal([op], _held[1].Ops.ToArray());
        Assert.Equal([op], _held[2].Ops.ToArray());
        Assert.Equal([World.Issue(1), World.Issue(2)], _held[3].Sources.ToArray());
        Assert.True(_held[3].Ops.IsEmpty);
        Assert.False(_held.AnyDeleted);
    }

    [Fact]
    public void ADeletionIsNotedAndHasNoTarget()
    {
        var op = IssueOp.Of(Make.DeleteIssues([1]));

        Assert.True(IssueStep.Take(op, _held));

        Assert.Equal([op], _held[1].Ops.ToArray());
        Assert.Equal([World.Issue(1)], _held.Ids);
        Assert.True(_held.AnyDeleted);
    }

    [Fact]
    public void AnOperationIsKnownOnlyIfEveryIssueKnowsIt()
    {
        var op = IssueOp.Of(Make.Merge([1, 2], 3));
        _held[1].Add(op);

        Assert.True(IssueStep.Take(op, _held));
        Assert.False(IssueStep.Take(op, _held));
    }

    private sealed class Held : IIssueNodes
    {
        private readonly Dictionary<IssueId, IssueState> _all = [];

        internal bool AnyDeleted { get; private set; }

        internal IEnumerable<IssueId> Ids => _all.Keys;

        internal IssueState this[int number] => FindOrAdd(World.Issue(number));

        public IssueState FindOrAdd(IssueId id) => _all.TryGetValue(id, out IssueState? known) ? known : _all[id] = new();

        public void NoteDeletion() => AnyDeleted = true;
    }
}
