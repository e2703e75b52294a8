using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Events;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Logs;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.LocalCluster;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Tests.Logs;

/// <summary>Compaction of nodes that get many facts one at a time.</summary>
public sealed class LogCompactionTests
{
    private const int Many = 600, CompactAt = 64, MaxWrites = 256;

    private static readonly NodeId[] _nodes =
    [
        NodeId.Of(World.Organization, World.Trace(1)),
        NodeId.Of(World.Organization, World.Issue(5)),
        NodeId.Of(World.Organization, World.Replay(1)),
        NodeId.Of(World.Organization, World.Event(5_000)),
        NodeId.Of(World.Organization),
    ];

    private readonly FakeTimeProvider _time = new(World.Now.ToDate());
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task LogsStayShort_AndSayTheSame()
    {
        var graph = new LocalGraph(_store, _time);
        var silo = new SiloCache(_store, _time);
        await IngestAsync(graph, Facts(1));
        await silo.OrganizationAsync(World.Organization);
        for (int i = 2; i < Many; i++)
        {
            await IngestAsync(graph, Facts(i));
        }

        Assert.All(await _store.LoadAsync(_nodes), log => Assert.InRange(log.Entries.Count, 1, MaxWrites + 8));

        // Loading the nodes compacts their logs further.
        var fresh = new LocalGraph(_store, _time);
        await IngestAsync(fresh, Facts(Many));
        await AnswersAsync(fresh);
        IReadOnlyList<NodeLog> logs = await _store.LoadAsync(_nodes);
        Assert.All(logs, log => Assert.InRange(log.Entries.Count, 1, CompactAt + 8));

        var atOnce = new LocalGraph(new MemoryStore(), _time);
        await IngestAsync(atOnce, [.. Enumerable.Range(1, Many).SelectMany(Facts)]);
        string expected = await AnswersAsync(atOnce);
        Assert.Equal(expected, await AnswersAsync(fresh));
        Assert.Equal(expected, await AnswersAsync(new LocalGraph(_store, _time)));

        // A silo whose last read entry has been replaced can read on.
        await silo.ApplyAsync(new Announcement(World.Organization) { Version = logs[^1].Version.Number });
        IOrganizationFacts facts = await silo.OrganizationAsync(World.Organization);
        Assert.Equal(Many, facts.Find(World.Issue(7))!.Sources.Length);
    }

    [Fact]
    public async Task ActivationThatReadBefore_StepsAgain()
    {
        var context = new NodeContext(_store, new SiloCache(_store, _time), _time, TimeSpan.FromDays(90));
        NodeId id = NodeId.Of(World.Organization, World.Event(1));
        EventNode one = new(id, context), other = new(id, context);
        await ListAsync(other, 1);
        for (int replay = 2; replay <= MaxWrites + 2; replay++)
        {
            await ListAsync(one, replay);
        }

        Assert.InRange((await _store.LoadAsync([id]))[0].Entries.Count, 1, CompactAt);
        EventReply reply = await ListAsync(other, Many);

        Assert.Equal([.. Enumerable.Range(1, MaxWrites + 2), Many], reply.Listed.Select(one => World.Number(one.Replay)).Order());
    }

    [Fact]
    public void LargeEntries_AreMergedOnlyWithAsManyBytes()
    {
        byte[] small = new byte[100], large = new byte[LogCompaction.SmallBytes];
        byte[][] entries = [large, .. Enumerable.Repeat(small, CompactAt)];

        Assert.Equal(1, LogCompaction.Start(new(entries, new(100, 1)), CompactAt));
        Assert.Null(LogCompaction.Start(new(entries[..^1], new(100, 1)), CompactAt));
        byte[][] more = [large, .. Enumerable.Repeat(new byte[1_100], CompactAt)];
        Assert.Equal(0, LogCompaction.Start(new(more, new(100, 1)), CompactAt));
    }

    // Facts that reach each kind of node.
    private static IFact[] Facts(int i) =>
    [
        Make.Error(i, issue: 5, trace: 1, replay: 1),
        Make.Segment(1, segment: i, traces: [1_000 + i]),
        Make.Link(i, 5_000),
        Make.Merge([2_000 + i], 7),
    ];

    private static async Task IngestAsync(LocalGraph graph, IFact[] facts) =>
        await graph.IngestAsync(World.Organization, Batches.Of(facts));

    private static async Task<EventReply> ListAsync(EventNode node, int replay) =>
        await node.ListAsync(new EventCommand([new(World.Event(1), World.Replay(replay), default)]));

    private static async Task<string> AnswersAsync(LocalGraph graph)
    {
        LinkPage page = await graph.LookupAsync(World.Organization, new LookupQuery { Keys = [NodeKey.Of(World.Issue(5))] });
        TraceView trace = (await graph.Nodes.TracesAsync([_nodes[0]]))[0];
        ReplayEdges replay = await graph.Nodes.ReplayAsync(_nodes[2]);
        EventReply listed = await graph.Nodes.EventAsync(_nodes[3]);
        IOrganizationFacts facts = await graph.Nodes.Context.Cache.OrganizationAsync(World.Organization);
        return string.Join(
            '\n',
            string.Join(',', page.Links.Select(link => $"{link.ReplayId}: {link.Events} {link.Evidence} {link.LastSeen}")),
            string.Join(',', trace.Events().Select(one => one.EventId.Value).Order()),
            string.Join(',', replay.Traces.Select(id => id.Value).Order()),
            replay.Row.ToSummary().Segments,
            string.Join(',', listed.Listed.Select(one => one.Replay.Value).Order()),
            facts.Find(World.Issue(7))!.Sources.Length);
    }
}
