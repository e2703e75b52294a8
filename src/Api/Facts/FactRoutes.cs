using ReplayGraph.Api.OpenApi;

namespace ReplayGraph.Api.Facts;

/// <summary>Facts in.</summary>
internal static class FactRoutes
{
    internal static void MapFacts(this IEndpointRouteBuilder routes, ApiServices services)
    {
        Lines(routes, services, LineFormat.Native, "/api/v1/{org}/facts", "facts", "Takes native facts, one a line");
        Lines(routes, services, LineFormat.EventStream, "/api/v1/{org}/sentry/events", "sentryEvents", "Takes messages of Sentry's event stream, one a line");
        Lines(routes, services, LineFormat.ReplayTopic, "/api/v1/{org}/sentry/replays", "sentryReplays", "Takes messages of Sentry's replay topic, one a line");
    }

    private static void Lines(IEndpointRouteBuilder routes, ApiServices services, LineFormat format, string path, string name, string summary) => routes
        .MapPost(path, new LineIngest(services, format).AnswerAsync)
        .Document(name, "Facts", summary)
        .TakesText("application/x-ndjson", "One JSON value a line. gzip, deflate and br are understood.")
        .Answers<IngestAnswer>();
}
