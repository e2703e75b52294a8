using ReplayGraph.Api.ReplayCount.Search;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.ReplayCount;

/// <summary>What a search counts by.</summary>
/// <param name="Key"><c>issue.id</c>, <c>transaction</c> or <c>replay_id</c>.</param>
/// <param name="Values">The values of its list.</param>
/// <param name="Pinned">
/// Whether only those values can answer. Else (a term that is OR'ed, or a negation) others may: they are grouped by, not filtered back.
/// </param>
/// <param name="Rest">What else events have to meet; null: nothing.</param>
internal sealed record CountedKeys(string Key, IReadOnlyList<string> Values, bool Pinned, Condition? Rest)
{
    private const int MaxNames = 25;
    private const int MaxReplays = 100;

    /// <summary>Reads a search.</summary>
    /// <param name="query">The search.</param>
    /// <param name="now">What periods in it count back from.</param>
    /// <exception cref="SearchException">It cannot be answered; the message is Sentry's, where Sentry has one.</exception>
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

        // A list of replays is looked up as it is: no event is asked.
        if (filter.Key == "replay_id")
        {
            return new(filter.Key, filter.Values, Pinned: true, null);
        }

        return Of(search, filter, new(now));
    }

    // Events that the filter finds are decided by what is left of the search where it holds; all others by what is left where it does
    // not. If the latter asks for something that is not held, the others are left out rather than the whole search refused.
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
