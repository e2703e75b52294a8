
namespace ReplayGraph.Cluster.Ids;

/// <summary>A part of an organization's traces, and of its events that are joined alone.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Number">Which part: from 0 to below <see cref="Count"/>.</param>
public readonly record struct TraceShardId(OrganizationId Organization, int Number)
{
    /// <summary>
    /// How many parts there are. If two silos differ in it, a trace is in two parts, which costs lost races and nothing else.
    /// </summary>
    public const int Count = 128;

    /// <summary>Where a trace is.</summary>
    public static TraceShardId Of(NodeId trace) => new(trace.Organization, (int)(trace.Spread % Count));

    /// <summary>The organization and the number: <c>acme/17</c>.</summary>
    public override string ToString() => $"{Organization}/{Number}";
}
