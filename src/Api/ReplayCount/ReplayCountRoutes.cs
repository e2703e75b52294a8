using System.Threading.RateLimiting;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.OpenApi;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.ReplayCount.Search;
using ReplayGraph.Api.Services;

namespace ReplayGraph.Api.ReplayCount;

/// <summary>Sentry's own lookup with the same grammar, answers and limits: an issue page only needs another base URL.</summary>
internal sealed class ReplayCountRoutes
{
    private readonly ApiServices _services;
    private readonly ReplayCounter _counter;
    private readonly PartitionedRateLimiter<string>? _limiter;
    private readonly int _perSecond;

    private ReplayCountRoutes(ApiServices services)
    {
        _services = services;
        _counter = new(services.Graph);
        _perSecond = services.Options.ReplayCountPerSecond;
        _limiter = _perSecond == 0 ? null : PartitionedRateLimiter.Create<string, string>(caller =>
            RateLimitPartition.GetFixedWindowLimiter(caller, _ => new() { PermitLimit = _perSecond, Window = TimeSpan.FromSeconds(1) }));
    }

    internal static void Map(IEndpointRouteBuilder routes, ApiServices services) => routes
        .MapGet("/api/0/organizations/{org}/replay-count/", new ReplayCountRoutes(services).AnswerAsync)
        .Document(
            "replayCount",
            "Sentry",
            "Counts replays by issue, transaction or replay id, as Sentry does",
            [
                new(
                    "query",
                    "A search with issue.id:[..], transaction:[..] or replay_id:[..]. The request line may have at most 64 KiB.",
                    Required: true),
                new("data_source", "discover, search_issues, events, errors, transactions or spans."),
                new("returnIds", "true: answers ids instead of counts."),
                new("project", "Events and replays of this project; repeatable; -1 for all.", Repeated: true),
                new("environment", "Events of this environment; repeatable.", Repeated: true),
                new("projectSlug", "$all for all projects; others are rejected, since slugs are unknown here.", Repeated: true),
                Documented.EvidenceFilter,
                .. Documented.Window,
                new("statsPeriodStart", "The start as a period back from now: 2d. Needs statsPeriodEnd. Overrides start and end."),
                new("statsPeriodEnd", "The end as a period back from now: 1d."),
            ])
        .Needs(Scopes.Read)
        .AnswersAsSentry<Dictionary<string, int>>(400, 401, 403, 404, 429, 503);

    private async Task AnswerAsync(HttpContext context)
    {
        Caller? caller = _services.Authorizer.Admit(context, Scopes.Read, out Problem? problem);
        problem ??= Limit(context);
        if (problem is not null)
        {
            await problem.WriteDetailAsync(context);
            return;
        }

        if (caller!.Projects is { Count: 0 })
        {
            await Reply.JsonAsync(context, new Dictionary<string, int>());
            return;
        }

        IQueryCollection query = context.Request.Query;
        Dictionary<string, string[]> errors = CountRequest.Validate(query);
        if (errors.Count > 0)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await Reply.JsonAsync(context, errors);
            return;
        }

        CountRequest? request = CountRequest.Read(query, caller, _services.Now, out string? error);
        await (request is null ? RefuseAsync(context, error!) : CountAsync(context, request, caller));
    }

    private async Task CountAsync(HttpContext context, CountRequest request, Caller caller)
    {
        Dictionary<string, List<string>> counted;
        try
        {
            CountedKeys keys = CountedKeys.Of(request.Query, _services.Now);
            counted = await _services.Deadlines.RunAsync(cancel => _counter.CountAsync(request, keys, caller, cancel));
        }
        catch (SearchException e)
        {
            await RefuseAsync(context, e.Message);
            return;
        }

        await (request.ReturnIds
            ? Reply.JsonAsync(context, counted)
            : Reply.JsonAsync(context, counted.ToDictionary(row => row.Key, row => row.Value.Count)));
    }

    private static Task RefuseAsync(HttpContext context, string detail) =>
        (detail.StartsWith("You do not have permission", StringComparison.Ordinal) ? Problem.Forbidden(detail) : Problem.BadRequest(detail))
        .WriteDetailAsync(context);

    private Problem? Limit(HttpContext context)
    {
        if (_limiter is null)
        {
            return null;
        }

        HttpRequest request = context.Request;
        string caller = $"{request.RouteValues["org"]} {context.Connection.RemoteIpAddress} {request.Headers.Authorization}";
        using RateLimitLease lease = _limiter.AttemptAcquire(caller);
        return lease.IsAcquired ? null : new(
            429,
            "Too many requests",
            $"You are attempting to use this endpoint too frequently. Limit is {_perSecond} requests in 1 seconds")
        {
            RetryAfter = 1,
        };
    }
}
