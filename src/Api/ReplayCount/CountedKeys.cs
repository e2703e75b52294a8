using ReplayGraph.Api.ReplayCount.Search;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.ReplayCount;

/// <summary>The keys that a search counts by.</summary>
/// <param name="Key"><c>issue.id</c>, <c>transaction</c> or <c>replay_id</c>.</param>
/// <param name="Values">The values of its list.</param>
/// <param name="Pinned">
/// Whether only these values can be in the answer. Otherwise (an OR'ed term, or a negation) others may: counts are grouped by key, and not
/// filtered by the list.
/// </param>
/// <param name="Rest">The condition that events must meet besides; null: none.</param>
internal sealed record CountedKeys(string Key, IReadOnlyList<string> Values, bool Pinned, Condition? Rest)
{
    private const int MaxNames = 25;
    private const int MaxReplays = 100;

    /// <summary>Reads a search.</summary>
    /// <param name="query">The search.</param>
    /// <param name="now">The time from which its periods count back.</param>
    /// <exception cref="SearchException">It cannot be answered. The message is Sentry's if Sentry has one.</exception>
    internal static CountedKeys Of(string query, Timestamp now)
    {
        SearchNode search = SearchParser.Parse(query);
        var found = new List<SearchNode.Filter>();
        Find(search, found);
        if (found.Count != 1)
        {
            throw new SearchException(found.Count == 0
                ? "Must provide at least one issue.id, transaction, or replay_id"
                : "Must provide only one of: issue.id, transaction, replay_id");
        }

        SearchNode.Filter filter = found[0];
        if (!filter.IsList)
        {
            throw new SearchException("Condition value must be a list of strings");
        }

        if (filter.Values.Count > (filter.Key == "replay_id" ? MaxReplays : MaxNames))
        {
            throw new SearchException("Too many values provided");
        }

        // A list of replays needs no events.
        if (filter.Key == "replay_id")
        {
            return new(filter.Key, filter.Values, Pinned: true, null);
        }

        return Of(search, filter, new(now));
    }

    // For events that the filter matches, the rest of the search with the filter true decides; for the others, the rest with it false. If
    // the latter needs fields that are not held, the others are left out instead of rejecting the whole search.
    private static CountedKeys Of(SearchNode search, SearchNode.Filter filter, SearchCondition conditions)
    {
        SearchNode found = search.Where(filter, holds: true);
        Condition? rest = found.IsTrue ? null : conditions.Of(found);
        if (AddsOthers(search.Where(filter, holds: false), conditions))
        {
            return new(filter.Key, filter.Values, Pinned: false, conditions.Of(search));
        }

        return filter.IsNegated
            ? new(filter.Key, filter.Values, Pinned: false, conditions.Of(new SearchNode.All([filter, found])))
            : new(filter.Key, filter.Values, Pinned: true, rest);
    }

    private static bool AddsOthers(SearchNode others, SearchCondition conditions)
    {
        if (others.IsFalse)
        {
            return false;
        }

        try
        {
            conditions.Of(others);
            return true;
        }
        catch (NotHeldException)
        {
            return false;
        }
    }

    private static void Find(SearchNode node, List<SearchNode.Filter> found)
    {
        switch (node)
        {
            case SearchNode.Filter { Key: "issue.id" or "transaction" or "replay_id" } filter:
                found.Add(filter);
                break;
            case SearchNode.All all:
                foreach (SearchNode one in all.Of)
                {
                    Find(one, found);
                }

                break;
            case SearchNode.Any any:
                foreach (SearchNode one in any.Of)
                {
                    Find(one, found);
                }

                break;
        }
    }
}
