using System.Diagnostics;
using ReplayGraph.Cluster.Batching;

namespace ReplayGraph.Postgres.Telemetry;

/// <summary>Spans of operations that serve many callers at once, linked to the span of each caller.</summary>
public static class PostgresTraces
{
    /// <summary>The name of the activity source.</summary>
    public const string SourceName = "ReplayGraph.Postgres";

    // More links are of no use, and exporters truncate them.
    private const int MostLinks = 128;

    private static readonly ActivitySource _source = new(SourceName);

    internal static Activity? Start(string name, IReadOnlyList<Call> calls)
    {
        if (!_source.HasListeners())
        {
            return null;
        }

        IEnumerable<ActivityLink> links = calls.Where(call => call.Caller != default)
            .Select(call => call.Caller)
            .Distinct()
            .Take(MostLinks)
            .Select(caller => new ActivityLink(caller));
        return _source.StartActivity(name, ActivityKind.Client, default(ActivityContext), [new("calls", calls.Count)], links);
    }
}
