using ReplayGraph.Api.Http;
using ReplayGraph.Api.OpenApi;
using ReplayGraph.Api.Services;
using ReplayGraph.Intake.Envelopes;

namespace ReplayGraph.Api.Sentry;

/// <summary>The calls of Sentry's SDKs, which authenticate with a DSN.</summary>
internal static class SentryRoutes
{
    internal static void MapSentry(this IEndpointRouteBuilder routes, ApiServices services)
    {
        var keys = new DsnKeys(services.Options);
        var envelopes = new SdkIngest(services, keys, EnvelopeIntake.Read, isEnvelope: true);
        var store = new SdkIngest(services, keys, StoreIntake.Read, isEnvelope: false);
        Sdk(routes, envelopes, "/api/{project}/envelope/", "envelope", "Ingests an envelope of an SDK");
        Sdk(routes, store, "/api/{project}/store/", "store", "Ingests one event of an old SDK");
    }

    private static void Sdk(IEndpointRouteBuilder routes, SdkIngest ingest, string path, string name, string summary)
    {
        routes.MapPost(path, ingest.AnswerAsync)
            .Document(name, "Sentry", summary)
            .NeedsDsnKey()
            .TakesText("application/x-sentry-envelope", $"Any Content-Type. Content-Encoding may be {ContentEncodings.Supported}.")
            .AnswersAsSentry<SdkAnswer>(400, 401, 403, 413, 415, 429, 503);
        routes.MapMethods(path, ["OPTIONS"], Cors.PreflightAsync);
    }
}
