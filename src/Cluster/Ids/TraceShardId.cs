
namespace ReplayGraph.Cluster.Ids;

/// <summary>A shard of an organization's traces and untraced events.</summary>
/// <param name="Organization">The organization.</param>
/// <param name="Number">The number of the shard, from 0 to below <see cref="Count"/>.</param>
public readonly record struct TraceShardId(OrganizationId Organization, int Number)
{
    /// <summary>The number of shards. If two silos disagree on it, a trace is in two shards, which only costs write conflicts.</summary>
    public const int Count = 128;

    /// <summary>The shard of a trace.</summary>
    public static TraceShardId Of(NodeId trace) => new(trace.Organization, (int)(trace.Spread % Count));

    /// <summary>The organization and the number: <c>acme/17</c>.</summary>
    public override string ToString() => $"{Organization}/{Number}";
}
