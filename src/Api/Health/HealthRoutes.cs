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
        routes.MapGet("/healthz/live", context => AnswerAsync(context, why: null))
            .Document("live", "Health", "Whether the process runs").AnswersAnybody<HealthAnswer>(Reply.MediaType);
        routes.MapGet("/healthz/ready", context => AnswerAsync(context, health?.NotReady))
            .Document("ready", "Health", "Whether facts are taken and lookups answered").AnswersAnybody<HealthAnswer>(Reply.MediaType, 503);
        routes.MapGet("/healthz/startup", context => AnswerAsync(context, health?.NotStarted))
            .Document("startup", "Health", "Whether it has begun its work, once").AnswersAnybody<HealthAnswer>(Reply.MediaType, 503);
    }

    private static Task AnswerAsync(HttpContext context, string? why) => why is null
        ? Reply.JsonAsync(context, new HealthAnswer("ok"), ApiJson.Plain.HealthAnswer)
        : Problem.Unavailable(why).WriteAsync(context);
}

/// <summary>What a probe answers.</summary>
/// <param name="Status">Always ok; a problem says why not.</param>
public sealed record HealthAnswer(string Status);
