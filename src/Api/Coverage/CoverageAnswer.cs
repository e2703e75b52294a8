using ReplayGraph.Api.Lookups;
using ReplayGraph.Facts;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Coverage;

/// <summary>How many events have a replay.</summary>
/// <param name="Totals">By kind and side, over all rows.</param>
/// <param name="Coverage">By project, day, kind and side: the rows of the page.</param>
/// <param name="Total">The number of rows on all pages.</param>
/// <param name="NextCursor">For the next page; absent on the last.</param>
public sealed record CoverageAnswer(
    IReadOnlyList<CoverageTotal> Totals, IReadOnlyList<CoverageEntry> Coverage, int Total, string? NextCursor);

/// <summary>Events that coverage counts under one outcome.</summary>
/// <param name="Events">The events, latest first, each once for each row that counts it so.</param>
public sealed record CoverageEventsAnswer(IReadOnlyList<EventAnswer> Events);

/// <summary>One row.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Type">error or transaction.</param>
/// <param name="Backend">False for events of a browser or mobile SDK.</param>
/// <param name="Total">All events.</param>
/// <param name="Linked">Those with a live replay.</param>
/// <param name="Share">Linked of total, 0 to 1.</param>
/// <param name="Without">Why the others have none.</param>
public sealed record CoverageEntry(
    ProjectId ProjectId, string Day, string Type, bool Backend, int Total, int Linked, double Share, CoverageReasons Without)
{
    /// <summary>From a row.</summary>
    public static CoverageEntry Of(CoverageRow row) => new(
        row.ProjectId,
        row.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        CoverageTotal.Name(row.Kind),
        row.Backend,
        row.Total,
        row.Linked,
        CoverageTotal.ShareOf(row.Linked, row.Total),
        new(row.Unnamed, row.Unseen, row.Pending, row.Partial, row.Gone, row.Stale, row.Shared));
}

/// <summary>The sum over rows of one kind and side.</summary>
/// <param name="Type">error or transaction.</param>
/// <param name="Backend">False for events of a browser or mobile SDK.</param>
/// <param name="Total">All events.</param>
/// <param name="Linked">Those with a live replay.</param>
/// <param name="Share">Linked of total, 0 to 1.</param>
/// <param name="Without">Why the others have none.</param>
public sealed record CoverageTotal(string Type, bool Backend, long Total, long Linked, double Share, CoverageReasons Without)
{
    /// <summary>From rows of one kind and side.</summary>
    public static CoverageTotal Of(FactKind kind, bool backend, IReadOnlyCollection<CoverageRow> rows)
    {
        long total = rows.Sum(row => (long)row.Total);
        long linked = rows.Sum(row => (long)row.Linked);
        return new(Name(kind), backend, total, linked, ShareOf(linked, total), new(
            rows.Sum(row => (long)row.Unnamed),
            rows.Sum(row => (long)row.Unseen),
            rows.Sum(row => (long)row.Pending),
            rows.Sum(row => (long)row.Partial),
            rows.Sum(row => (long)row.Gone),
            rows.Sum(row => (long)row.Stale),
            rows.Sum(row => (long)row.Shared)));
    }

    internal static string Name(FactKind kind) => kind == FactKind.Error ? "error" : "transaction";

    internal static double ShareOf(long linked, long total) => total == 0 ? 0 : Math.Round((double)linked / total, 4);
}

/// <summary>
/// Why events have no live replay. An event counts once in each row, under the best outcome: linked, then partial, pending, gone, stale,
/// shared, unseen, unnamed. Replays that the caller may not see do not count. With the linked events these add up to the total.
/// </summary>
/// <param name="Unnamed">Neither a trace nor a replay.</param>
/// <param name="Unseen">A trace, but no replay.</param>
/// <param name="Pending">The replay has no segments.</param>
/// <param name="Partial">The first segment of the replay has not arrived.</param>
/// <param name="Gone">The replay was archived, deleted or has expired.</param>
/// <param name="Stale">The event happened too long before or after the replay.</param>
/// <param name="Shared">The trace is shared by too many replays to be evidence.</param>
public sealed record CoverageReasons(long Unnamed, long Unseen, long Pending, long Partial, long Gone, long Stale, long Shared);
