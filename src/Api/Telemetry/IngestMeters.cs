using System.Diagnostics.Metrics;

namespace ReplayGraph.Api.Telemetry;

/// <summary>Counts ingested facts.</summary>
internal sealed class IngestMeters
{
    /// <summary>The name of the product's meter, and the prefix of the names of its other meters.</summary>
    internal const string MeterName = "ReplayGraph";

    private static readonly KeyValuePair<string, object?> _accepted = new("outcome", "accepted");
    private static readonly KeyValuePair<string, object?> _duplicate = new("outcome", "duplicate");
    private static readonly KeyValuePair<string, object?> _expired = new("outcome", "expired");
    private static readonly KeyValuePair<string, object?> _journalled = new("outcome", "journalled");
    private static readonly KeyValuePair<string, object?> _refused = new("outcome", "refused");

    private readonly Counter<long> _facts;

    public IngestMeters(IMeterFactory meters) =>
        _facts = meters.Create(MeterName).CreateCounter<long>(
            "replaygraph.ingest.facts", "{fact}", "Facts received over HTTP, by outcome");

    internal void Count(IngestResult result, int refused)
    {
        Count(result.Accepted, _accepted);
        Count(result.Duplicates, _duplicate);
        Count(result.Expired, _expired);
        Count(result.Journalled, _journalled);
        Count(refused, _refused);
    }

    private void Count(int facts, KeyValuePair<string, object?> outcome)
    {
        if (facts > 0)
        {
            _facts.Add(facts, outcome);
        }
    }
}
