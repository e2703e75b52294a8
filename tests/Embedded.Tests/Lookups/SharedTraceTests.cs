using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Embedded.Lookups;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Tests.Lookups;

/// <summary>A trace of many events and many replays.</summary>
public sealed class SharedTraceTests : Scratch
{
    private const int Events = 200, Replays = 150;

    // Here each event is linked with each replay.
    private static readonly EvidenceOptions _generous = new() { SharedTraceReplays = 1000, StaleAfterMinutes = 1000 };

    private static readonly NodeKey _issue = NodeKey.Of(World.Issue(17)), _trace = NodeKey.Of(World.Trace(1));

    [Fact]
    public async Task Lookup_OfIssueAndTrace_ListsTheReplaysOnce_WithoutEvents()
    {
        EmbeddedGraph graph = Open();
        await graph.IngestAsync(World.Organization, Facts());

        LinkPage page = await graph.LookupAsync(World.Organization, new() { Keys = [_issue, _trace], Limit = LookupQuery.MaxLimit });

        Assert.Equal((Replays, 1), (page.Total, page.SharedTraces));
        Assert.All(page.Links, link => Assert.Equal((Evidence.Shared, 0), (link.Evidence, link.Events)));
    }

    [Theory]
    [InlineData(NodeKind.Issue, 4096)]
    [InlineData(NodeKind.Trace, Replays)]
    public void Scan_ThatTookTooLong_EndsWithinAKey(NodeKind kind, int most)
    {
        var nodes = new OrganizationNodes(new NodeSettings(TimeSpan.FromDays(90), _generous));
        new Applier(nodes).Apply(Facts().Bytes, World.Now);
        using var deadline = new CancellationTokenSource();
        var sink = new Impatient(deadline);
        var scan = new KeyScan<EmbeddedView>(new(nodes, World.Now), LinkFilter.None, strict: false, sink, deadline.Token);

        Assert.Throws<OperationCanceledException>(() => scan.Scan(kind == NodeKind.Issue ? _issue : _trace));

        Assert.InRange(sink.Taken, 1, most);
    }

    private static FactBatch Facts() => Batches.Of(
    [
        .. Enumerable.Range(1, Events).Select(number => (IFact)new EventFact
        {
            Kind = FactKind.Error,
            EventId = World.Event(number),
            ProjectId = World.Project(1),
            Timestamp = World.At(-number),
            TraceId = World.Trace(1),
            IssueId = World.Issue(17),
        }),
        .. Enumerable.Range(1, Replays).Select(number => (IFact)new SegmentFact
        {
            ReplayId = World.Replay(number),
            ProjectId = World.Project(1),
            Timestamp = World.At(-number),
            SegmentId = 0,
            TraceIds = [World.Trace(1)],
        }),
    ]);

    /// <summary>Cancels as soon as it takes a pair.</summary>
    private sealed class Impatient(CancellationTokenSource deadline) : PairSink
    {
        internal int Taken { get; private set; }

        internal override PairDetail Detail => PairDetail.Link;

        internal override void Take(ReplayRef replay, Evidence evidence, long time)
        {
            Taken++;
            deadline.Cancel();
        }
    }
}
