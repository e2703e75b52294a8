using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ReplayGraph.Api;
using ReplayGraph.Api.Options;

namespace ReplayGraph.Deploy.Tests.Options;

/// <summary>The paths that every process of the cluster serves, read from the program's own route table.</summary>
internal static class ProgramRoutes
{
    internal static IReadOnlySet<string> All { get; } = Find();

    private static HashSet<string> Find()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.AddReplayGraphApi(new ReplayGraphOptions());
        WebApplication app = builder.Build();
        app.MapReplayGraphProbes();
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!)];
    }
}
