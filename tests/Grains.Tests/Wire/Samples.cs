using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Grains.Descriptions;
using ReplayGraph.Grains.Lookups;
using ReplayGraph.Grains.Organizations;
using ReplayGraph.Grains.Webhooks;
using ReplayGraph.Ingest;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.Grains.Tests.Wire;

/// <summary>A sample of each serialized type, without default values.</summary>
internal static class Samples
{
    private static readonly OrganizationId _acme = World.Organization;
    private static readonly byte[] _facts = Batches.Encode(Make.Error(1, issue: 5, trace: 1, replay: 1, transaction: "/pay"));
    private static readonly Listed _listed = new(World.Event(1), World.Replay(1), World.Project(2));
    private static readonly NodeId _trace = NodeId.Of(_acme, World.Trace(1));
    private static readonly TraceCommand _command =
        new() { Observed = ObservedEvent.ReadAll(_facts), Seen = [World.Replay(1)], Listed = [_listed], Elsewhere = ObservedEvent.ReadAll(_facts) };

    private static readonly Window _window = new(World.At(-60), World.At(60));

    private static readonly ReplayRow _row = ReplayRow.Of(World.Replay(1), 7, new ReplaySummary
    {
        Fate = Fate.Live,
        ExpiresAt = World.At(60),
        ProjectId = World.Project(3),
        StartedAt = World.At(-20),
        FinishedAt = World.At(-10),
        Segments = 2,
    });

    private static readonly Link _link = new(
        World.Replay(1), World.Project(3), Fate.Live, World.At(-20), World.At(-10), Evidence.Tagged | Evidence.Trace, 4, World.At(-19),
        World.At(-11));

    private static readonly EventView _event = new(
        World.Event(1), FactKind.Error, World.Project(1), World.Issue(5), World.Trace(1), "/pay", World.At(-12), Level.Error, "python",
        "production", "1.0", 250, World.Replay(1), Evidence.Listed, default, Backend: false);

    private static readonly Rank _rank = new(Evidence.Listed, 3, World.At(-5), World.Replay(2));

    private static readonly LinkPage _page = new(
        [_link, _link with { Fate = Fate.Pending }], 9, _rank, [new(NodeKey.Of(World.Issue(5)), [_link], 1)], [_event]);

    private static readonly LinkFilter _filter = new()
    {
        Window = _window,
        Projects = new HashSet<ProjectId> { World.Project(2), World.Project(1) },
        Environments = new HashSet<string> { "production", "" },
        Evidence = Evidence.Tagged,
        Where = new Condition.All(
        [
            new Condition.Any([new Condition.Is(EventField.Level, ["error", "fatal"])]),
            new Condition.Not(new Condition.Is(EventField.Release, ["1.*"])),
        ]),
        Fates = FateSet.Live | FateSet.Archived,
        Replay = new()
        {
            DurationMs = new(1000, null),
            Started = _window,
            Url = "cart",
            User = "ann",
            Environments = new HashSet<string> { "production" },
            Segments = new(null, 9),
            Errors = new(1, 2),
            Projects = new HashSet<ProjectId> { World.Project(3) },
            ExistsIn = _window,
        },
        Visible = new HashSet<ProjectId> { World.Project(1) },
    };

    /// <summary>Each sample with its name in the golden file.</summary>
    internal static IEnumerable<(string Name, object Value)> All =>
    [
        ("organization-id", _acme),
        ("event-id", World.Event(1)),
        ("trace-id", World.Trace(1)),
        ("replay-id", World.Replay(1)),
        ("issue-id", World.Issue(5)),
        ("project-id", World.Project(2)),
        ("timestamp", World.Now),
        ("node-key", NodeKey.Of(World.Event(1))),
        ("node-key, of a transaction", NodeKey.OfTransaction("/pay")),
        ("node-id", _trace),
        ("node-id, of a transaction", NodeId.OfTransaction(_acme, "GET /pay")),
        ("listed", _listed),
        ("trace-mail", _command),
        ("trace-told", new TraceRequest(_trace, _command)),
        ("trace-reply", new TraceReply
        {
            Outcomes = [IngestOutcome.Accepted, IngestOutcome.Duplicate],
            Links = [new(LinkEntryKind.Link, Evidence.Tagged, World.Replay(1), ObservedEvent.Read(_facts))],
            Named = [World.Replay(2)],
        }),
        ("trace-view", new TraceView(_facts, [World.Replay(1)], [_listed], [])),
        ("trace-view, with names", new TraceView(_facts, [World.Replay(1)], [_listed], [World.Replay(2)])),
        ("replay-row", _row),
        ("replay-mail", new ReplayCommand { Facts = Batches.Encode(Make.Segment(1, traces: [1])), NamedBy = [_trace] }),
        ("replay-reply", new ReplayReply
        {
            Accepted = 1, Duplicates = 2, Traces = [World.Trace(1)], Events = [_listed], Row = _row,
        }),
        ("replay-edges", new ReplayEdges(_row, [World.Trace(1)], [World.Event(1)], [_trace])),
        ("event-mail", new EventCommand([_listed])),
        ("event-reply", new EventReply([_listed], [_trace, NodeId.Of(_acme, default, World.Event(1))])),
        ("link-mail", new LinkCommand(Entries())),
        ("link-view", new LinkView(Entries())),
        ("link-answer", new TaggedPage(_page, 17)),
        ("link-answer, still right", new TaggedPage(null, 17)),
        ("source", new Source(World.Issue(5), World.Issue(6))),
        ("organization-mail", new OrganizationCommand
        {
            Facts = Batches.Encode(Make.Merge([5], 6)), Sources = [new(World.Issue(5), World.Issue(6))],
        }),
        ("organization-reply", new OrganizationReply(3, 4)),
        ("announcement", new Announcement(_acme) { Replays = [_row], Version = 12, RequiresRedelivery = true }),
        ("announcement, of a failed ingest", new Announcement(_acme) { RequiresRedelivery = true, Redelivering = [_trace] }),
        ("lookup-query", new LookupQuery
        {
            Keys = [NodeKey.Of(World.Issue(5)), NodeKey.OfTransaction("/pay")],
            Filter = _filter,
            Sort = Sort.Recent,
            Limit = 10,
            After = _rank,
            ByKey = true,
            Events = true,
            Strict = true,
        }),
        ("lookup-query, as is common", new LookupQuery { Keys = [NodeKey.Of(World.Issue(5))] }),
        ("link-filter", _filter),
        ("link-filter, of numbers", new LinkFilter
        {
            Where = new Condition.Any(
            [
                new Condition.InRange(EventNumber.Duration, new(119, null)), new Condition.InRange(EventNumber.Timestamp, new(null, 5)),
            ]),
        }),
        ("replay-filter", _filter.Replay!),
        ("rank", _rank),
        ("neighbour-query", new NeighbourQuery(NodeKey.Of(World.Replay(1)), NodeKind.Event)
        {
            Window = _window, Fates = FateSet.Live, Visible = new HashSet<ProjectId> { World.Project(1) }, Limit = 7, After = "next",
        }),
        ("coverage-query", new CoverageQuery
        {
            Window = _window,
            Projects = new HashSet<ProjectId> { World.Project(2) },
            Visible = new HashSet<ProjectId> { World.Project(1) },
        }),
        ("coverage-query, of an issue", new CoverageQuery
        {
            Kind = FactKind.Error, Backend = false, Issue = World.Issue(5), Transaction = "/pay",
        }),
        ("latest-replays-query", new LatestReplaysQuery
        {
            Projects = new HashSet<ProjectId> { World.Project(2) },
            Visible = new HashSet<ProjectId> { World.Project(1) },
            Limit = 9,
        }),
        ("link", _link),
        ("link-page", _page),
        ("link-page, of a shared trace", _page with { SharedTraces = 2, ByKey = [new(NodeKey.Of(World.Issue(5)), [_link], 1, SharedTraces: 1)] }),
        ("link-page, unknown", new LinkPage([], 0, null, [new(NodeKey.Of(World.Issue(5)), [], 0, IsKnown: false)]) { IsKnown = false }),
        ("key-links", _page.ByKey![0]),
        ("event-view", _event),
        ("event-view, tagged", _event with { TaggedReplayId = World.Replay(2) }),
        ("event-view, of a server", _event with { Backend = true }),
        ("replay-view", new ReplayView(World.Replay(1), Fate.Live, World.Project(3))
        {
            StartedAt = World.At(-20),
            FinishedAt = World.At(-10),
            SegmentZeroAt = World.At(-19),
            ArchivedAt = [World.At(-1)],
            Segments = 1,
            Traces = 2,
            Errors = 3,
            Urls = ["https://shop/cart"],
            Environment = "production",
            Release = "1.0",
            Platform = "javascript",
            Type = ReplayType.Buffer,
            User = new("1", "ann", null, "10.0.0.1"),
        }),
        ("neighbour", new Neighbour(NodeKey.Of(World.Replay(1)), _event, _link)),
        ("neighbour-page", new NeighbourPage([new(NodeKey.Of(World.Event(1)), _event)], 3, "next")),
        ("coverage-row", new CoverageRow(World.Project(1), new(2026, 11, 20), FactKind.Error, true)
        {
            Total = 28, Linked = 1, Unnamed = 2, Unseen = 3, Pending = 4, Partial = 5, Gone = 6,
        }),
        ("coverage-row, with all outcomes", new CoverageRow(World.Project(1), new(2026, 11, 20), FactKind.Error, true)
        {
            Total = 36, Linked = 1, Unnamed = 2, Unseen = 3, Pending = 4, Partial = 5, Gone = 6, Stale = 7, Shared = 8,
        }),
        ("ingest-result", new IngestResult(1, 2, 3)),
        ("answer-list", AnswerList<ReplayId>.Of([World.Replay(1), World.Replay(2)])),
        ("organization-settings", new OrganizationSettings { FirstSeen = "2026-11-20T12:00:00.000Z", IsClosed = true }),
        ("webhook-record", new WebhookRecord { Bytes = [1, 2, 3], Version = 4 }),
        ("node-description", new NodeDescription
        {
            Node = "Issue acme/5",
            Summary = "known",
            Total = 1,
            Edges = [new() { To = "replay/1", Evidence = "Tagged", Fate = "Live", Events = 2, LastSeen = "now" }],
        }),
        ("failure", new GraphException("the disk is full", isTransient: true, new IOException("no space left"))),
    ];

    private static ReadOnlyMemory<byte> Entries()
    {
        var entries = new LinkEntries();
        entries.Add(LinkEntryKind.Link, Evidence.Tagged, World.Replay(1), _facts);
        return entries.Bytes;
    }
}
