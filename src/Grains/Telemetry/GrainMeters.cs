using System.Diagnostics;
using System.Diagnostics.Metrics;
using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Grains.Telemetry;

/// <summary>Counts and traces what grains do.</summary>
public static class GrainMeters
{
    /// <summary>The name of the meter, and of the source of activities.</summary>
    public const string Name = "ReplayGraph.Grains";

    private static readonly Meter _meter = new(Name);

    private static readonly Counter<long> _activations = _meter.CreateCounter<long>(
        "replaygraph.grains.activations", "{activation}", "Nodes that were activated, by type");

    private static readonly Counter<long> _retries = _meter.CreateCounter<long>(
        "replaygraph.grains.retries", "{call}", "Calls to nodes that were made again since a silo was gone, by type");

    private static readonly Counter<long> _failures = _meter.CreateCounter<long>(
        "replaygraph.grains.failures", "{call}", "Calls to nodes that failed in the end, by type");

    private static readonly UpDownCounter<long> _ingesting = _meter.CreateUpDownCounter<long>(
        "replaygraph.grains.ingests", "{batch}", "Batches that are under way through the nodes");

    private static readonly Histogram<double> _announcing = _meter.CreateHistogram<double>(
        "replaygraph.grains.announcement.duration", "s", "How long it took until every silo had heard");

    private static readonly KeyValuePair<string, object?>[] _types =
        [.. Enumerable.Range(0, 1 + Enum.GetValues<NodeType>().Max(type => (int)type)).Select(type => Tag((NodeType)type))];

    /// <summary>Spans of ingests, from the caller to the nodes.</summary>
    internal static ActivitySource Activities { get; } = new(Name);

    internal static void Activated(NodeType type) => _activations.Add(1, _types[(int)type]);

    internal static void Retried(NodeType type) => _retries.Add(1, _types[(int)type]);

    internal static void Failed(NodeType type) => _failures.Add(1, _types[(int)type]);

    internal static void IngestBegan() => _ingesting.Add(1);

    internal static void IngestEnded() => _ingesting.Add(-1);

    internal static void Announced(TimeSpan duration) => _announcing.Record(duration.TotalSeconds);

    private static KeyValuePair<string, object?> Tag(NodeType type) => new("type", type.ToString().ToLowerInvariant());
}
