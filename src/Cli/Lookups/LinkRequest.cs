using ReplayGraph.Links;

namespace ReplayGraph.Cli.Lookups;

/// <summary>A lookup as the user gave it, before it meets a clock or a cursor format.</summary>
internal sealed record LinkRequest
{
    /// <summary>The maximum number of links of one page.</summary>
    internal const int MaxPage = Queries.LookupQuery.MaxLimit;

    internal required IReadOnlyList<NodeKey> Keys { get; init; }

    /// <summary>Only events from this time, or null for all.</summary>
    internal Timestamp? Start { get; init; }

    /// <summary>Only events before this time, or null for all.</summary>
    internal Timestamp? End { get; init; }

    /// <summary>Only events of this last period, such as 14d, which overrides the other two; or null.</summary>
    internal string? StatsPeriod { get; init; }

    /// <summary>Only events linked by at least one of these.</summary>
    internal Evidence Evidence { get; init; } = Evidence.Any;

    /// <summary>Only replays with these fates.</summary>
    internal FateSet Fates { get; init; } = FateSet.Live;

    internal Sort Sort { get; init; }

    /// <summary>The maximum number of links of the page, 1 to <see cref="MaxPage"/>.</summary>
    internal int Limit { get; init; } = MaxPage;

    /// <summary>The cursor to continue from, or null.</summary>
    internal string? Cursor { get; init; }
}

/// <summary>A page of links, or several joined.</summary>
/// <param name="Links">The links, in order.</param>
/// <param name="Total">The number of links on all pages.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
/// <param name="IsKnown">Whether any of the keys is known.</param>
/// <param name="SharedTraces">The number of traces of the events that are shared by too many replays to be evidence.</param>
internal sealed record LookupResult(IReadOnlyList<Link> Links, int Total, string? Next, bool IsKnown, int SharedTraces)
{
    /// <summary>Where a server says that replays are opened in the product that recorded them.</summary>
    internal IReadOnlyDictionary<ReplayId, string> Urls { get; init; } = new Dictionary<ReplayId, string>();
}

/// <summary>A source that answers lookups: a data folder or a server.</summary>
internal interface ILinkSource : IAsyncDisposable
{
    /// <summary>Answers a lookup with one page.</summary>
    /// <exception cref="Parsing.UsageException">The request is invalid.</exception>
    /// <exception cref="Running.CannotUseException">The source cannot answer.</exception>
    ValueTask<LookupResult> LookupAsync(LinkRequest request, CancellationToken cancel);
}
