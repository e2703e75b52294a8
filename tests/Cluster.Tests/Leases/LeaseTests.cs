using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.LocalCluster;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Tests.Leases;

/// <summary>A silo without its lease may have been declared dead: it refuses to answer.</summary>
public sealed class LeaseTests
{
    private readonly Switch _lease = new();
    private readonly LocalGraph _graph;

    public LeaseTests() => _graph = new(new MemoryStore(), new FakeTimeProvider(World.Now.ToDate()), _lease);

    public static TheoryData<string> Kinds => [.. Enum.GetNames<NodeKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Neighbours_OfEachKind(string kind)
    {
        await IngestAsync();
        NodeKey node = Question.Nodes.First(one => one.Kind == Enum.Parse<NodeKind>(kind));
        NodeKind asked = node.Kind == NodeKind.Event ? NodeKind.Trace : NodeKind.Event;
        await RefusedAsync(() => _graph.NeighboursAsync(World.Organization, new NeighbourQuery(node, asked)).AsTask());
    }

    [Fact]
    public async Task Lookups_OfOneKeyAndOfMany()
    {
        await IngestAsync();
        await RefusedAsync(() => _graph.LookupAsync(World.Organization, new() { Keys = [NodeKey.Of(World.Issue(5))] }).AsTask());
        await RefusedAsync(() => _graph.LookupAsync(World.Organization, new() { Keys = [.. Question.Keys] }).AsTask());
    }

    [Fact]
    public async Task Replays_Coverage_AndLinked()
    {
        await IngestAsync();
        await RefusedAsync(() => _graph.ReplaysAsync(World.Organization, [World.Replay(1)]).AsTask());
        await RefusedAsync(() => _graph.CoverageAsync(World.Organization, new()).AsTask());
        await RefusedAsync(() => _graph.LinkedAsync(World.Organization, NodeKind.Issue).AsTask());
    }

    [Fact]
    public async Task Page_ThatACallerStillHas()
    {
        await IngestAsync();
        var node = new LinkNode(NodeId.Of(World.Organization, World.Issue(5)), _graph.Nodes.Context, _graph.Nodes);
        TaggedPage answer = await node.LookupAsync(new LookupQuery { Keys = [NodeKey.Of(World.Issue(5))] }, 0);
        Assert.True(node.IsStillValid(answer.Tag));

        _lease.IsHeld = false;

        Assert.False(node.IsStillValid(answer.Tag));
    }

    [Fact]
    public async Task Ingest() => await RefusedAsync(() => _graph.IngestAsync(
        World.Organization, Batches.Of(Make.Error(1, issue: 5, trace: 1, replay: 1))).AsTask());

    private async Task IngestAsync() => await _graph.IngestAsync(
        World.Organization, Batches.Of([Make.Error(1, issue: 5, trace: 1, replay: 1), Make.Segment(1, traces: [1], errors: [1])]));

    private async Task RefusedAsync<T>(Func<Task<T>> call)
    {
        await call();
        _lease.IsHeld = false;
        GraphException failure = await Assert.ThrowsAsync<GraphException>(call);
        Assert.True(failure.IsTransient);
        _lease.IsHeld = true;
        await call();
    }

    private sealed class Switch : ILease
    {
        public bool IsHeld { get; set; } = true;

        public bool IsFresh => IsHeld;

        public ValueTask WaitUntilFreshAsync(CancellationToken cancel = default) =>
            throw new GraphException("The lease was not renewed.", isTransient: true);
    }
}
