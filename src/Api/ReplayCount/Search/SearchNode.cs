namespace ReplayGraph.Api.ReplayCount.Search;

/// <summary>The syntax tree of a search, a closed family.</summary>
internal abstract record SearchNode
{
    private SearchNode()
    {
    }

    /// <summary>Whether it matches every event.</summary>
    internal bool IsTrue => this is All { Of.Count: 0 };

    /// <summary>Whether it matches no event.</summary>
    internal bool IsFalse => this is Any { Of.Count: 0 };

    /// <summary>The rest of it if one of its filters is known to be true, or known to be false.</summary>
    internal SearchNode Where(Filter filter, bool holds) => this switch
    {
        Filter one when ReferenceEquals(one, filter) => holds ? new All([]) : new Any([]),
        All all => Reduced(all.Of, filter, holds, isAll: true),
        Any any => Reduced(any.Of, filter, holds, isAll: false),
        _ => this,
    };

    private static SearchNode Reduced(IReadOnlyList<SearchNode> of, Filter filter, bool holds, bool isAll)
    {
        SearchNode[] left = [.. of.Select(one => one.Where(filter, holds)).Where(one => isAll ? !one.IsTrue : !one.IsFalse)];
        return left.FirstOrDefault(one => isAll ? one.IsFalse : one.IsTrue) ?? (isAll ? new All(left) : new Any(left));
    }

    /// <summary>All of them; true if there are none.</summary>
    internal sealed record All(IReadOnlyList<SearchNode> Of) : SearchNode;

    /// <summary>At least one of them; false if there are none.</summary>
    internal sealed record Any(IReadOnlyList<SearchNode> Of) : SearchNode;

    /// <summary><c>key:value</c>, <c>key:[a, b]</c>, either with <c>!</c> before it.</summary>
    internal sealed record Filter(string Key, IReadOnlyList<string> Values, bool IsList, bool IsNegated) : SearchNode;

    /// <summary>Text without a key.</summary>
    internal sealed record FreeText(string Text) : SearchNode;
}

/// <summary>A search that cannot be parsed or answered; the message is for its author.</summary>
internal class SearchException(string message) : Exception(message);

/// <summary>A search by a field that this server does not hold of events.</summary>
internal sealed class NotHeldException(string message) : SearchException(message);
