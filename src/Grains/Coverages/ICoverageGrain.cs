using Orleans.Concurrency;
using ReplayGraph.Grains.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Coverages;

/// <summary>The coverage of an organization, kept in the memory of one silo.</summary>
[Alias("replaygraph.coverage")]
public interface ICoverageGrain : IGrainWithStringKey
{
    /// <summary>
    /// Answers a query for a caller who may see everything. Interleaves: a caller that leaves does not stop what the others wait for.
    /// </summary>
    /// <returns>The rows; null if the organization is too large to be kept.</returns>
    [Alias("Rows")]
    [AlwaysInterleave]
    [ResponseTimeout("00:02:00")]
    ValueTask<AnswerList<CoverageRow>?> RowsAsync(CoverageQuery query, CancellationToken cancel = default);

    /// <summary>Lists the latest events of an outcome, for a caller who may see everything. Interleaves, as <see cref="RowsAsync"/>.</summary>
    /// <returns>The events; null if the organization is too large to be kept.</returns>
    [Alias("Events")]
    [AlwaysInterleave]
    [ResponseTimeout("00:02:00")]
    ValueTask<AnswerList<EventView>?> EventsAsync(CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default);
}
