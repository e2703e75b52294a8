using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.OpenApi;
using ReplayGraph.Api.Services;

namespace ReplayGraph.Api.Facts;

/// <summary>The calls that ingest facts.</summary>
internal static class FactRoutes
{
    internal static void MapFacts(this IEndpointRouteBuilder routes, ApiServices services)
    {
        Lines(BodyFormat.Native, "/api/v1/{org}/facts", "facts", "Ingests native facts, one per line");
        Lines(BodyFormat.EventStream, "/api/v1/{org}/sentry/events", "sentryEvents", "Ingests messages of Sentry's event stream");
        Lines(BodyFormat.ReplayTopic, "/api/v1/{org}/sentry/replays", "sentryReplays", "Ingests messages of Sentry's replay topic");

        void Lines(BodyFormat format, string path, string name, string summary) => routes
            .MapPost(path, new LineIngest(services, format).AnswerAsync)
            .Document(name, "Facts", summary)
            .Needs(Scopes.Ingest)
            .TakesText("application/x-ndjson", $"One JSON value per line. Content-Encoding may be {ContentEncodings.Supported}.")
            .Answers<IngestAnswer>();
    }
}
