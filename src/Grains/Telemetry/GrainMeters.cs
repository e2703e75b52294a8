using System.Diagnostics;
using System.Diagnostics.Metrics;
using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Grains.Telemetry;

/// <summary>Metrics and traces of grains.</summary>
public static class GrainMeters
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "ReplayGraph.Grains";

    private static readonly Meter _meter = new(Name);

    private static readonly Counter<long> _activations = _meter.CreateCounter<long>(
        "replaygraph.grains.activations", "{activation}", "Node activations, by type");

    private static readonly Counter<long> _retries = _meter.CreateCounter<long>(
        "replaygraph.grains.retries", "{call}", "Calls to nodes retried after a silo died, by type");

    private static readonly Counter<long> _failures = _meter.CreateCounter<long>(
        "replaygraph.grains.failures", "{call}", "Calls to nodes that failed after all retries, by type");

    private static readonly UpDownCounter<long> _ingesting = _meter.CreateUpDownCounter<long>(
        "replaygraph.grains.ingests", "{batch}", "Batches in flight");

    private static readonly Histogram<double> _announcing = _meter.CreateHistogram<double>(
        "replaygraph.grains.announcement.duration", "s", "Time until every silo has applied an announcement");

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
