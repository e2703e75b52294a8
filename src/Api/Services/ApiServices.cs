using System.Collections.Frozen;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Intakes;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.ProductLinks;
using ReplayGraph.Api.Status;
using ReplayGraph.Api.Telemetry;

namespace ReplayGraph.Api.Services;

/// <summary>The services that calls use, resolved once when the calls are mapped.</summary>
internal sealed class ApiServices(
    IGraph graph, ReplayGraphOptions options, IngestMeters meters, TimeProvider time, ISdkIntake? sdks = null)
{
    private readonly OfOrganizations<FrozenDictionary<OrganizationId, LinkTemplates>> _templates = new(
        options.Organizations,
        organizations => LinkTemplates.ByOrganization(
            organizations.Count == 0 ? [OrganizationId.Default] : organizations.Select(organization => organization.Id),
            options.LinkTemplates,
            TimeSpan.FromSeconds(options.LinkPreRollSeconds)));

    internal IGraph Graph { get; } = graph;

    internal ISdkIntake Sdks { get; } = sdks ?? new GraphIntake(graph);

    internal ReplayGraphOptions Options { get; } = options;

    /// <summary>The templates of each organization that has any.</summary>
    internal FrozenDictionary<OrganizationId, LinkTemplates> Templates => _templates.Value;

    internal IngestMeters Meters { get; } = meters;

    internal Authorizer Authorizer { get; } = new(options.Organizations);

    internal Bodies Bodies { get; } = new(options.MaxDecompressedBytes, options.MaxBytesInFlight);

    internal Deadlines Deadlines { get; } = new(TimeSpan.FromSeconds(options.QuerySeconds));

    /// <summary>What organizations have sent to this process.</summary>
    internal IngestTally Tally { get; } = new(time);

    internal TimeProvider Time { get; } = time;

    internal Timestamp Now => Timestamp.From(Time.GetUtcNow());
}
