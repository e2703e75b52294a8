namespace ReplayGraph.Api.ReplayCount.Search;

/// <summary>A search as it was written. A closed family.</summary>
internal abstract record SearchNode
{
    private SearchNode()
    {
    }

    /// <summary>All of them.</summary>
    internal sealed record All(IReadOnlyList<SearchNode> Of) : SearchNode;

    /// <summary>At least one of them.</summary>
    internal sealed record Any(IReadOnlyList<SearchNode> Of) : SearchNode;

    /// <summary><c>key:value</c>, <c>key:[a, b]</c>, either with <c>!</c> before it.</summary>
    internal sealed record Filter(string Key, IReadOnlyList<string> Values, bool IsList, bool IsNegated) : SearchNode;

    /// <summary>Words without a key.</summary>
    internal sealed record FreeText(string Text) : SearchNode;
}

/// <summary>A search that cannot be read or answered; the message is for whoever wrote it.</summary>
internal sealed class SearchException(string message) : Exception(message);
