using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.OpenApi;

namespace ReplayGraph.Api.Facts;

/// <summary>Facts in.</summary>
internal static class FactRoutes
{
    internal static void MapFacts(this IEndpointRouteBuilder routes, ApiServices services)
    {
        Lines(LineFormat.Native, "/api/v1/{org}/facts", "facts", "Takes native facts, one a line");
        Lines(LineFormat.EventStream, "/api/v1/{org}/sentry/events", "sentryEvents", "Takes messages of Sentry's event stream, one a line");
        Lines(LineFormat.ReplayTopic, "/api/v1/{org}/sentry/replays", "sentryReplays", "Takes messages of Sentry's replay topic");

        void Lines(LineFormat format, string path, string name, string summary) => routes
            .MapPost(path, new LineIngest(services, format).AnswerAsync)
            .Document(name, "Facts", summary)
            .Needs(Scopes.Ingest)
            .TakesText("application/x-ndjson", $"One JSON value a line. {ContentEncodings.Understood} are understood.")
            .Answers<IngestAnswer>();
    }
}
