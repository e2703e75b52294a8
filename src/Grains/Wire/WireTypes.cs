using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;
using ReplayGraph.Links;
using ReplayGraph.Nodes.Ids;
using ReplayGraph.Nodes.Links;
using ReplayGraph.Nodes.Messages;
using ReplayGraph.Nodes.Replays;
using ReplayGraph.Nodes.Store;
using ReplayGraph.Nodes.Traces;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Wire;

/// <summary>
/// What crosses from silo to silo and is defined where nobody knows Orleans: under which name it goes, for ever, and that it is never
/// changed, so that within a silo it is handed over as it is. How it is encoded the converters of this folder say.
/// </summary>
internal static class WireTypes
{
    /// <summary>Registers the types; for silos and clients alike.</summary>
    internal static void AddWireTypes(this IServiceCollection services)
    {
        services.Configure<TypeManifestOptions>(AddTypes);
        FailureTypes.Allow(services);
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
        Add<TraceMail>(options, "trace-mail");
        Add<TraceTold>(options, "trace-told");
        Add<TraceReply>(options, "trace-reply");
        Add<TraceView>(options, "trace-view");
        Add<ReplayRow>(options, "replay-row");
        Add<ReplayMail>(options, "replay-mail");
        Add<ReplayReply>(options, "replay-reply");
        Add<ReplayEdges>(options, "replay-edges");
        Add<EventMail>(options, "event-mail");
        Add<EventReply>(options, "event-reply");
        Add<LinkMail>(options, "link-mail");
        Add<LinkView>(options, "link-view");
        Add<LinkAnswer>(options, "link-answer");
        Add<Source>(options, "source");
        Add<OrganizationMail>(options, "organization-mail");
        Add<OrganizationReply>(options, "organization-reply");
        Add<Announcement>(options, "announcement");
        Add<LookupQuery>(options, "lookup-query");
        Add<LinkFilter>(options, "link-filter");
        Add<ReplayFilter>(options, "replay-filter");
        Add<Rank>(options, "rank");
        Add<NeighbourQuery>(options, "neighbour-query");
        Add<CoverageQuery>(options, "coverage-query");
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
