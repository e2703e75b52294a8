using ReplayGraph.Api.Access;
using ReplayGraph.Api.Problems;
using ReplayGraph.Explorer.Access;

namespace ReplayGraph.Silo.Dashboard;

/// <summary>
/// Requires an admin: programs send the token in <c>Authorization</c>, people sign in as to the explorer. Counts by grain type cover all
/// organizations; the state of a node is visible only to its own organization.
/// </summary>
internal sealed class DashboardAuth(ProgramAccess access)
{
    internal async ValueTask<object?> AuthorizeAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        HttpContext context = call.HttpContext;
        if (access.Admit(context, out IResult? refusal) is not { } caller)
        {
            return refusal;
        }

        context.Response.Headers.XFrameOptions = "DENY";
        return context.Request.Path.Value!.EndsWith("/GrainState", StringComparison.OrdinalIgnoreCase) && Refuse(context, caller) is { } answer
            ? answer
            : await next(call);
    }

    private static IResult? Refuse(HttpContext context, Caller caller)
    {
        var query = StateQuery.Read(context.Request);
        if (query.Check(caller.Organization, out bool isForeign) is not { } error)
        {
            context.Request.QueryString = query.ToQuery();
            return null;
        }

        // The page shows the state that is answered, but of a problem only the status.
        return context.Request.Headers.Authorization.Count == 0
            ? Results.Json(error)
            : new ProblemResult(isForeign ? Problem.Forbidden(error) : Problem.BadRequest(error));
    }
}
