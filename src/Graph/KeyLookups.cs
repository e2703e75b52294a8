using ReplayGraph.Queries;

namespace ReplayGraph;

/// <summary>Lookups of several keys, each for itself.</summary>
public static class KeyLookups
{
    // Lookups of one call that a graph answers at a time.
    private const int Together = 64;

    /// <summary>
    /// The links of each key of a query, in the order of the keys. Costs less than <see cref="LookupQuery.ByKey"/> where the links of all keys
    /// together are not needed: in a cluster each key is answered where its links are, and only the links of a page travel.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="organization">The organization.</param>
    /// <param name="query">The query of each key; its <see cref="LookupQuery.After"/> and <see cref="LookupQuery.ByKey"/> are ignored.</param>
    /// <param name="cancel">Cancels the lookups.</param>
    /// <exception cref="GraphException">One of them cannot be answered now.</exception>
    public static async ValueTask<IReadOnlyList<KeyLinks>> LookupEachAsync(
        this IGraph graph, OrganizationId organization, LookupQuery query, CancellationToken cancel = default)
    {
        List<KeyLinks> each = new(query.Keys.Count);
        foreach (NodeKey[] keys in query.Keys.Chunk(Together))
        {
            each.AddRange(await Task.WhenAll(keys.Select(key => LookupAsync(graph, organization, query, key, cancel))).ConfigureAwait(false));
        }

        return each;
    }

    private static async Task<KeyLinks> LookupAsync(
        IGraph graph, OrganizationId organization, LookupQuery query, NodeKey key, CancellationToken cancel)
    {
        LookupQuery own = query with { Keys = [key], After = null, ByKey = false };
        LinkPage page = await graph.LookupAsync(organization, own, cancel).ConfigureAwait(false);
        return new(key, page.Links, page.Total, page.IsKnown, page.SharedTraces);
    }
}
