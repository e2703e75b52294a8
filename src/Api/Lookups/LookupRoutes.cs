using ReplayGraph.Api.Access;
using ReplayGraph.Api.OpenApi;
using ReplayGraph.Api.Services;

namespace ReplayGraph.Api.Lookups;

/// <summary>The calls that look up replays.</summary>
internal static class LookupRoutes
{
    private static readonly Documented.QueryParameter[] _parameters = [.. Documented.Links, Documented.Include];

    internal static void MapLookups(this IEndpointRouteBuilder routes, ApiServices services)
    {
        Single(routes, services, NodeKind.Issue, "/api/v1/{org}/issues/{id}/replays", "Replays that show an issue");
        Single(routes, services, NodeKind.Transaction, "/api/v1/{org}/transactions/{name}/replays", "Replays that show a transaction");
        Single(routes, services, NodeKind.Trace, "/api/v1/{org}/traces/{id}/replays", "Replays that show a trace");
        Single(routes, services, NodeKind.Event, "/api/v1/{org}/events/{id}/replays", "Replays that show an event");
        var mixed = new MixedLookup(services);
        routes.MapPost("/api/v1/{org}/lookup", mixed.AnswerAsync)
            .Document("lookup", "Lookups", "Replays that show any of a mix of issues, transactions, traces and events", _parameters)
            .Needs(Scopes.Read)
            .Takes(typeof(LookupBody))
            .Answers<LinkPageAnswer>();
    }

    private static void Single(IEndpointRouteBuilder routes, ApiServices services, NodeKind kind, string path, string summary) => routes
        .MapGet(path, new SingleLookup(services, kind).AnswerAsync)
        .Document($"{kind.ToString().ToLowerInvariant()}Replays", "Lookups", summary, _parameters)
        .Needs(Scopes.Read)
        .Answers<LinkPageAnswer>();
}
