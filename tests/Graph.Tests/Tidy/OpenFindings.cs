namespace ReplayGraph.Graph.Tests.Tidy;

/// <summary>What breaks a rule today. The rules fail on an entry that no longer does, so that the lists only shrink.</summary>
internal static class OpenFindings
{
    /// <summary>The arrows to cut, after which no project has a circle of folders.</summary>
    internal static readonly IReadOnlyList<string> Circles =
    [
        "Api: Coverage -> root",
        "Api: Facts -> root",
        "Api: Json -> Coverage",
        "Api: Json -> Facts",
        "Api: Json -> Health",
        "Api: Json -> Http",
        "Api: Json -> Lookups",
        "Api: Json -> Neighbours",
        "Api: Json -> Problems",
        "Api: Json -> Replays",
        "Api: Json -> Sentry",
        "Api: Lookups -> root",
        "Api: Neighbours -> root",
        "Api: OpenApi -> Lookups",
        "Api: Options -> Access",
        "Api: Problems -> Facts",
        "Api: Problems -> Sentry",
        "Api: ReplayCount -> root",
        "Api: Replays -> root",
        "Api: Sentry -> root",
        "Cluster: Links -> Lookups",
        "Cluster: Links -> Traces",
        "Cluster: Links -> root",
        "Cluster: Organizations -> root",
        "Cluster: Replays -> Organizations",
        "Cluster: Replays -> root",
        "Cluster: Traces -> root",
        "Embedded: Nodes -> Lookups",
        "Embedded: Snapshots -> Memory",
        "Embedded: Snapshots -> Nodes",
        "Grains: Organizations -> Calls",
        "Graph: Links -> Replays",
        "Graph: Links -> Traces",
        "Graph: Queries -> Traces",
        "Silo: Options -> Clustering",
    ];

    /// <summary>The types whose name stands for two things.</summary>
    internal static readonly IReadOnlyList<string> Names =
    [
        "CoverageCount",
        "EventFilter",
        "EventViews",
        "KeyScan",
        "KnownKeys",
        "LinkEntry",
        "LinkGroup",
        "LinkGroups",
        "LinkRanking",
        "LinkTable",
        "LinkedEvents",
        "LinkedKeys",
        "Neighbours",
        "OwnEvents",
        "PairSink",
        "ReplayViews",
    ];
}
