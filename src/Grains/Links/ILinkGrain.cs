using Orleans.Concurrency;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Grains.Descriptions;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Links;

/// <summary>A node with links, which lookups read most. Lookups interleave with updates.</summary>
[Alias("replaygraph.links")]
public interface ILinkGrain : IGrainWithStringKey
{
    /// <summary>Applies links and withdrawals.</summary>
    [Alias("Link")]
    ValueTask LinkAsync(LinkCommand command, CancellationToken cancel = default);

    /// <summary>All links of the node.</summary>
    [Alias("View")]
    [AlwaysInterleave]
    ValueTask<LinkView> ViewAsync(CancellationToken cancel = default);

    /// <summary>Answers a lookup whose only key is this node, and tags the answer if it is likely to be requested again.</summary>
    [Alias("Lookup")]
    [AlwaysInterleave]
    ValueTask<TaggedPage> LookupAsync(LookupQuery query, CancellationToken cancel = default);

    /// <summary>
    /// Whether the answer with this tag is still current. It loads nothing and never waits, so it needs no cancellation. Only front-ends of
    /// earlier versions call it.
    /// </summary>
    [Alias("IsStillRight")]
    [AlwaysInterleave]
    ValueTask<bool> IsStillRightAsync(long tag);
}

/// <summary>An issue.</summary>
[Alias("replaygraph.issue")]
public interface IIssueGrain : ILinkGrain
{
    /// <summary>A description of its edges. The Orleans Dashboard looks for this method name.</summary>
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
