using Orleans.Concurrency;
using ReplayGraph.Grains.Descriptions;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Links;

/// <summary>What is looked up most: it holds its links. It answers while it is told of new ones.</summary>
[Alias("replaygraph.links")]
public interface ILinkGrain : IGrainWithStringKey
{
    /// <summary>Takes in links and withdrawals.</summary>
    [Alias("Link")]
    ValueTask LinkAsync(LinkCommand command, CancellationToken cancel = default);

    /// <summary>Its links.</summary>
    [Alias("View")]
    [AlwaysInterleave]
    ValueTask<LinkView> ViewAsync(CancellationToken cancel = default);

    /// <summary>Answers a lookup of which it is the only key, and names the answer if it is likely to be asked for again.</summary>
    [Alias("Lookup")]
    [AlwaysInterleave]
    ValueTask<TaggedPage> LookupAsync(LookupQuery query, CancellationToken cancel = default);

    /// <summary>
    /// Whether the answer of that name is still right. The call that a page asks for whenever it is shown: it loads nothing and waits for
    /// nobody, so there is nothing that could be cancelled.
    /// </summary>
    [Alias("IsStillRight")]
    [AlwaysInterleave]
    ValueTask<bool> IsStillRightAsync(long tag);
}

/// <summary>An issue.</summary>
[Alias("replaygraph.issue")]
public interface IIssueGrain : ILinkGrain
{
    /// <summary>Its edges, for people to read. The dashboard looks for this name.</summary>
    [Alias("GetState")]
    [AlwaysInterleave]
    Task<NodeDescription> GetState();
}

/// <summary>A transaction name.</summary>
[Alias("replaygraph.transaction")]
public interface ITransactionGrain : ILinkGrain
{
    /// <inheritdoc cref="IIssueGrain.GetState"/>
    [Alias("GetState")]
    [AlwaysInterleave]
    Task<NodeDescription> GetState();
}
