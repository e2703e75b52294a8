using ReplayGraph.Api.ReplayCount.Search;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.ReplayCount;

/// <summary>What a search counts by.</summary>
/// <param name="Key"><c>issue.id</c>, <c>transaction</c> or <c>replay_id</c>.</param>
/// <param name="Values">The values of its list.</param>
/// <param name="Pinned">
/// Whether only those values can answer. Else (a term beside it, or its negation) others may: they are grouped by, not filtered back.
/// </param>
/// <param name="Rest">What else events have to meet; null: nothing.</param>
internal sealed record CountedKeys(string Key, IReadOnlyList<string> Values, bool Pinned, Condition? Rest)
{
    private const int MaxNames = 25;
    private const int MaxReplays = 100;

    /// <summary>Reads a search.</summary>
    /// <exception cref="SearchException">It cannot be answered; the message is Sentry's, where Sentry has one.</exception>
    internal static CountedKeys Of(string query)
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

        var rest = new List<SearchNode>();
        return !filter.IsNegated && IsPinned(search, filter, rest)
            ? new(filter.Key, filter.Values, Pinned: true, rest.Count == 0 ? null : SearchCondition.Of(new SearchNode.All(rest)))
            : new(filter.Key, filter.Values, Pinned: false, SearchCondition.Of(search));
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

    // Collects what stands beside the filter, all the way up.
    private static bool IsPinned(SearchNode node, SearchNode.Filter filter, List<SearchNode> rest)
    {
        if (ReferenceEquals(node, filter))
        {
            return true;
        }

        if (node is not SearchNode.All all || all.Of.FirstOrDefault(one => IsPinned(one, filter, rest)) is not { } holder)
        {
            return false;
        }

        rest.AddRange(all.Of.Where(one => !ReferenceEquals(one, holder)));
        return true;
    }
}
