using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Serialization;

/// <summary>
/// Aliases of the sent types that are defined in projects without a reference to Orleans. The names never change. The types are immutable,
/// so Orleans passes them within a silo without copying. The converters in this folder encode them.
/// </summary>
internal static class TypeAliases
{
    /// <summary>Registers the types and converters on a silo or a client.</summary>
    internal static void AddReplayGraphSerialization(this IServiceCollection services)
    {
        services.Configure<TypeManifestOptions>(AddTypes);
        FailureTypes.Close(services);
    }

    private static void AddTypes(TypeManifestOptions options)
    {
        Add<OrganizationId>(options, "organization-id");
        Add<EventId>(options, "event-id");
        Add<TraceId>(options, "trace-id");
        Add<ReplayId>(options, "replay-id");
        Add<IssueId>(options, "issue-id");
        Add<ProjectId>(options, "project-id");
        Add<Timestamp>(options, "timestamp");
        Add<NodeKey>(options, "node-key");
        Add<NodeId>(options, "node-id");
        Add<Listed>(options, "listed");
        Add<TraceCommand>(options, "trace-mail");
        Add<TraceRequest>(options, "trace-told");
        Add<TraceReply>(options, "trace-reply");
        Add<TraceView>(options, "trace-view");
        Add<ReplayRow>(options, "replay-row");
        Add<ReplayCommand>(options, "replay-mail");
        Add<ReplayReply>(options, "replay-reply");
        Add<ReplayEdges>(options, "replay-edges");
        Add<EventCommand>(options, "event-mail");
        Add<EventReply>(options, "event-reply");
        Add<LinkCommand>(options, "link-mail");
        Add<LinkView>(options, "link-view");
        Add<TaggedPage>(options, "link-answer");
        Add<Source>(options, "source");
        Add<OrganizationCommand>(options, "organization-mail");
        Add<OrganizationReply>(options, "organization-reply");
        Add<Announcement>(options, "announcement");
        Add<LookupQuery>(options, "lookup-query");
        Add<LinkFilter>(options, "link-filter");
        Add<ReplayFilter>(options, "replay-filter");
        Add<Rank>(options, "rank");
        Add<NeighbourQuery>(options, "neighbour-query");
        Add<CoverageQuery>(options, "coverage-query");
        Add<LatestReplaysQuery>(options, "latest-replays-query");
        Add<Link>(options, "link");
        Add<LinkPage>(options, "link-page");
        Add<KeyLinks>(options, "key-links");
        Add<EventView>(options, "event-view");
        Add<ReplayView>(options, "replay-view");
        Add<Neighbour>(options, "neighbour");
        Add<NeighbourPage>(options, "neighbour-page");
        Add<CoverageRow>(options, "coverage-row");
        Add<IngestResult>(options, "ingest-result");
        Add<GraphException>(options, "failure");
    }

    private static void Add<T>(TypeManifestOptions options, string name)
    {
        options.WellKnownTypeAliases["replaygraph." + name] = typeof(T);
        options.Copiers.Add(typeof(ShallowCopier<T>));
    }
}
