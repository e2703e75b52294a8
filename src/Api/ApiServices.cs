using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.Telemetry;

namespace ReplayGraph.Api;

/// <summary>What the calls work with, looked up once when they are mapped.</summary>
internal sealed class ApiServices(IGraph graph, ReplayGraphOptions options, IngestMeters meters, TimeProvider time)
{
    internal IGraph Graph { get; } = graph;

    internal ReplayGraphOptions Options { get; } = options;

    internal IngestMeters Meters { get; } = meters;

    internal Authorizer Authorizer { get; } = new(options);

    internal Bodies Bodies { get; } = new(options);

    internal Deadlines Deadlines { get; } = new(TimeSpan.FromSeconds(options.QuerySeconds));

    internal TimeProvider Time { get; } = time;

    internal Timestamp Now => Timestamp.From(Time.GetUtcNow());
}
