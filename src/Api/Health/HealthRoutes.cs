using ReplayGraph.Api.Http;
using ReplayGraph.Api.OpenApi;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Health;

internal static class HealthRoutes
{
    internal static void MapHealth(this IEndpointRouteBuilder routes, IGraphHealth? health)
    {
        routes.MapGet("/healthz/live", context => AnswerAsync(context, reason: null))
            .Document("live", "Health", "Whether the process is running").AnswersAnyone<HealthAnswer>(Reply.MediaType);
        routes.MapGet("/healthz/ready", context => AnswerAsync(context, health?.NotReady))
            .Document("ready", "Health", "Whether the server accepts facts and queries").AnswersAnyone<HealthAnswer>(Reply.MediaType, 503);
        routes.MapGet("/healthz/startup", context => AnswerAsync(context, health?.NotStarted))
            .Document("startup", "Health", "Whether the server has finished starting").AnswersAnyone<HealthAnswer>(Reply.MediaType, 503);
    }

    private static Task AnswerAsync(HttpContext context, string? reason) => reason is null
        ? Reply.JsonAsync(context, new HealthAnswer("ok"))
        : Problem.Unavailable(reason).WriteAsync(context);
}

/// <summary>The answer of a successful probe.</summary>
/// <param name="Status">Always ok; a failed probe answers a problem.</param>
public sealed record HealthAnswer(string Status);
