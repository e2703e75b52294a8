using ReplayGraph.Api.Http;
using ReplayGraph.Api.Json;
using ReplayGraph.Api.OpenApi;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Health;

/// <summary>Probes.</summary>
internal static class HealthRoutes
{
    internal static void MapHealth(this IEndpointRouteBuilder routes, IGraphHealth? health)
    {
        routes.MapGet("/healthz/live", context => Reply.JsonAsync(context, new HealthAnswer("ok"), ApiJson.Plain.HealthAnswer))
            .Document("live", "Health", "Whether the process runs").AnswersAsSentry<HealthAnswer>();
        routes.MapGet("/healthz/ready", context => health?.NotReady is { } why
                ? Problem.Unavailable(why).WriteAsync(context)
                : Reply.JsonAsync(context, new HealthAnswer("ok"), ApiJson.Plain.HealthAnswer))
            .Document("ready", "Health", "Whether facts are taken and lookups answered").AnswersAsSentry<HealthAnswer>();
    }
}

/// <summary>What a probe answers.</summary>
/// <param name="Status">Always ok; a problem says why not.</param>
public sealed record HealthAnswer(string Status);
