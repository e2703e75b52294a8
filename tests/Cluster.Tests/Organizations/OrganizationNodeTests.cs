using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Organizations;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.LocalCluster;

namespace ReplayGraph.Cluster.Tests.Organizations;

/// <summary>Decisions that arrive while others are being written share the next write.</summary>
public sealed class OrganizationNodeTests
{
    private static readonly NodeId _id = NodeId.Of(World.Organization);
    private readonly MemoryStore _kept = new();
    private readonly FaultyStore _store;
    private readonly OrganizationNode _node;
    private readonly List<Task<OrganizationReply>> _meanwhile = [];
    private bool _isFirst = true;

    public OrganizationNodeTests()
    {
        _store = new(_kept);
        var graph = new LocalGraph(_store, new FakeTimeProvider(World.Now.ToDate()));
        _node = new(_id, graph.Nodes.Context, graph.Nodes);
    }

    [Fact]
    public async Task Decisions_ShareOneWrite_AndEachGetsItsReply()
    {
        WhileTheFirstIsWritten(() => Enumerable.Range(1, 101).Select(replay => DecideAsync(Math.Min(replay, 100))));

        Assert.Equal(new OrganizationReply(1, 0), await DecideAsync(0));

        OrganizationReply[] replies = await Task.WhenAll(_meanwhile);
        Assert.Equal([.. Enumerable.Repeat(new OrganizationReply(1, 0), 100), new OrganizationReply(0, 1)], replies);
        Assert.Equal(2, (await LogAsync()).Entries.Count);
    }

    [Fact]
    public async Task FailedWrite_FailsOnlyItsOwnDecisions()
    {
        WhileTheFirstIsWritten(() => [DecideAsync(1)], Fault.Before);

        await Assert.ThrowsAsync<GraphException>(() => DecideAsync(0));

        Assert.Equal(new OrganizationReply(1, 0), await _meanwhile[0]);
        Assert.Equal(new OrganizationReply(1, 0), await DecideAsync(0));
    }

    [Fact]
    public async Task CallerThatCancels_DoesNotStopOtherDecisions()
    {
        using var cancel = new CancellationTokenSource();
        WhileTheFirstIsWritten(() =>
        {
            Task<OrganizationReply>[] both = [DecideAsync(1, cancel.Token), DecideAsync(2)];
            cancel.Cancel();
            return both;
        });
        await DecideAsync(0);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _meanwhile[0]);
        Assert.Equal(new OrganizationReply(1, 0), await _meanwhile[1]);
        Assert.Equal(new OrganizationReply(0, 1), await DecideAsync(1));
    }

    [Fact]
    public async Task MalformedCommand_FailsAlone()
    {
        Task<OrganizationReply> malformed = null!;
        WhileTheFirstIsWritten(() =>
        {
            malformed = _node.DecideAsync(new OrganizationCommand { Facts = new byte[] { 255, 1 } }).AsTask();
            return [DecideAsync(1)];
        });
        await DecideAsync(0);

        await Assert.ThrowsAsync<InvalidDataException>(() => malformed);
        Assert.Equal(new OrganizationReply(1, 0), await _meanwhile[0]);
    }

    [Fact]
    public async Task LargeDecisions_AreWrittenInEntriesOfAMebibyte()
    {
        // About 30 bytes each.
        WhileTheFirstIsWritten(() => Enumerable.Range(0, 10).Select(call => DecideAsync([.. Enumerable.Range(1 + (call * 10_000), 10_000)])));
        await DecideAsync(0);

        await Task.WhenAll(_meanwhile);
        IReadOnlyList<byte[]> entries = (await LogAsync()).Entries;
        Assert.InRange(entries.Count, 3, 6);
        Assert.All(entries, entry => Assert.InRange(entry.Length, 1, (1 << 20) + 100));
    }

    private void WhileTheFirstIsWritten(Func<IEnumerable<Task<OrganizationReply>>> decide, Fault fault = Fault.None) => _store.Writing = _ =>
    {
        if (!_isFirst)
        {
            return Fault.None;
        }

        _isFirst = false;
        _meanwhile.AddRange(decide());
        return fault;
    };

    private Task<OrganizationReply> DecideAsync(int replay, CancellationToken cancel = default) => DecideAsync([replay], cancel);

    private Task<OrganizationReply> DecideAsync(int[] replays, CancellationToken cancel = default) => _node.DecideAsync(
        new OrganizationCommand { Facts = Batches.Of([.. replays.Select(replay => Make.DeleteReplay(replay))]).Bytes }, cancel).AsTask();

    private async Task<NodeLog> LogAsync() => (await _kept.LoadAsync([_id]))[0];
}
