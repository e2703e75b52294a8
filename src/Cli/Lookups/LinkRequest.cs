using ReplayGraph.Links;

namespace ReplayGraph.Cli.Lookups;

/// <summary>A lookup as it was asked for, before anybody's clock or cursor comes into it.</summary>
internal sealed record LinkRequest
{
    /// <summary>The most links of one page.</summary>
    internal const int MaxPage = Queries.LookupQuery.MaxLimit;

    /// <summary>Issues, transactions, traces and events.</summary>
    internal required IReadOnlyList<NodeKey> Keys { get; init; }

    /// <summary>Events from this time; null: from the first.</summary>
    internal Timestamp? Start { get; init; }

    /// <summary>Events before this time; null: to the last.</summary>
    internal Timestamp? End { get; init; }

    /// <summary>Events of this long until now, such as 14d; it wins over the other two. Null: no such bound.</summary>
    internal string? StatsPeriod { get; init; }

    /// <summary>Events that are linked by at least one of these.</summary>
    internal Evidence Evidence { get; init; } = Evidence.Any;

    /// <summary>Replays of these fates.</summary>
    internal FateSet Fates { get; init; } = FateSet.Live;

    /// <summary>The order.</summary>
    internal Sort Sort { get; init; }

    /// <summary>The most links of the page, 1 to <see cref="MaxPage"/>.</summary>
    internal int Limit { get; init; } = MaxPage;

    /// <summary>Where to go on; null: from the start.</summary>
    internal string? Cursor { get; init; }
}

/// <summary>A page of an answer.</summary>
/// <param name="Links">The links, in order.</param>
/// <param name="Total">The number of links on all pages.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
/// <param name="IsKnown">False if nothing is known of the keys.</param>
internal sealed record LookupResult(IReadOnlyList<Link> Links, int Total, string? Next, bool IsKnown);

/// <summary>Whoever answers lookups: a data folder or a server.</summary>
internal interface ILinkSource : IAsyncDisposable
{
    /// <summary>Answers one page.</summary>
    /// <exception cref="Parsing.UsageException">The request cannot be understood.</exception>
    /// <exception cref="Running.CannotUseException">There is no answer to be had.</exception>
    ValueTask<LookupResult> LookupAsync(LinkRequest request, CancellationToken cancel);
}
