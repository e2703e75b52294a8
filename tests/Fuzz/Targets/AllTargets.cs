using ReplayGraph.Fuzz.Envelopes;
using ReplayGraph.Fuzz.Facts;
using ReplayGraph.Fuzz.Http;
using ReplayGraph.Fuzz.Journals;
using ReplayGraph.Fuzz.Lines;
using ReplayGraph.Fuzz.NodeLogs;
using ReplayGraph.Fuzz.Options;
using ReplayGraph.Fuzz.Requests;
using ReplayGraph.Fuzz.Toys;

namespace ReplayGraph.Fuzz.Targets;

/// <summary>All targets, by name.</summary>
internal static class AllTargets
{
    private static readonly (string Name, Func<Target> Make)[] _real =
    [
        ("native", () => new NativeTarget()),
        ("event-stream", () => new EventStreamTarget()),
        ("replay-topic", () => new ReplayTopicTarget()),
        ("mixed", () => new MixedTarget()),
        ("envelope", () => new EnvelopeTarget()),
        ("store", () => new StoreTarget()),
        ("search", () => new SearchTarget()),
        ("query-string", () => new LookupTarget()),
        ("lookup-body", () => new LookupBodyTarget()),
        ("cursors", () => new CursorTarget()),
        ("neighbour-cursors", () => new NeighbourTarget()),
        ("dsn", () => new DsnTarget()),
        ("content-encoding", () => new BodyTarget()),
        ("options", () => new OptionsTarget()),
        ("ids", () => new IdsTarget()),
        ("facts", () => new FactsTarget()),
        ("journal-segment", () => new SegmentTarget()),
        ("journal", () => new JournalTarget()),
        ("snapshot", () => new SnapshotTarget()),
        ("trace-log", () => new TraceLogTarget()),
        ("organization-log", () => new OrganizationLogTarget()),
        ("replay-log", () => new ReplayLogTarget()),
        ("link-log", () => new LinkLogTarget()),
        ("replay-row", () => new RowTarget()),
        ("node-ids", () => new NodeIdTarget()),
        ("http", () => new HttpTarget()),
    ];

    private static readonly (string Name, Func<Target> Make)[] _toys =
    [
        ("toy-magic", () => new MagicToy()),
        ("toy-endless", () => new EndlessToy()),
        ("toy-greedy", () => new GreedyToy()),
        ("toy-deep", () => new DeepToy()),
    ];

    /// <summary>The targets of the project.</summary>
    internal static IEnumerable<string> Real => _real.Select(one => one.Name);

    /// <summary>All targets and the toys, whose planted bugs must be found.</summary>
    internal static IEnumerable<string> Names => [.. Real, .. _toys.Select(one => one.Name)];

    /// <summary>Creates a target.</summary>
    internal static Target Make(string name) => _real.Concat(_toys).Single(one => one.Name == name).Make();
}
