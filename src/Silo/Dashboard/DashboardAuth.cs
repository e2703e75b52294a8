using Microsoft.AspNetCore.Http.HttpResults;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Problems;
using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Silo.Dashboard;

/// <summary>
/// Requires an admin token: programs send it in <c>Authorization</c>, browsers in a cookie that the sign-in page sets. Counts by grain type
/// cover all organizations; the state of a node is visible only to its own organization.
/// </summary>
internal sealed class DashboardAuth(Authorizer authorizer)
{
    private const string Cookie = "replaygraph-admin", Grain = nameof(Grain);

    internal async ValueTask<object?> AuthorizeAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        HttpContext context = call.HttpContext;
        string? token = context.Request.Headers.Authorization.Count > 0 ? null : context.Request.Cookies[Cookie];
        if (authorizer.AdmitToProgram(context, token, out Problem? refusal) is not { } caller)
        {
            return AcceptHeader.PrefersHtml(context.Request) && refusal!.Status != 421
                ? SignInPage.Of(token is null ? null : refusal!.Detail)
                : new Refused(refusal!);
        }

        if (context.Request.Path.Value!.EndsWith("/GrainState", StringComparison.OrdinalIgnoreCase))
        {
            string key = context.Request.Query["grainId"].ToString();
            if (!IsOf(caller.Organization, key))
            {
                return new Refused(Problem.Forbidden($"The key of a node must start with your organization: {caller.Organization}/..."));
            }

            if (Validate(context.Request.Query["grainType"].ToString(), key) is { } error)
            {
                return new Refused(Problem.BadRequest(error));
            }
        }

        context.Response.Headers.XFrameOptions = "DENY";
        return await next(call);
    }

    /// <summary>Reads the token from the sign-in form, and stores it in a cookie.</summary>
    internal async Task<IResult> SignInAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is not < 8192)
        {
            return new Refused(Problem.BadRequest("Expected a form with the field token."));
        }

        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string token = form["token"].ToString().Trim();
        if (authorizer.AdmitToProgram(context, token, out Problem? refusal) is null)
        {
            return SignInPage.Of(refusal!.Detail);
        }

        context.Response.Cookies.Append(Cookie, token, Options(context));
        return TypedResults.LocalRedirect(DashboardRoutes.Path + "/");
    }

    internal static RedirectHttpResult SignOut(HttpContext context)
    {
        context.Response.Cookies.Delete(Cookie, Options(context));
        return TypedResults.LocalRedirect(DashboardRoutes.Path + "/");
    }

    private static bool IsOf(OrganizationId organization, string key)
    {
        string name = organization.ToString();
        return key == name || key.StartsWith(name + "/", StringComparison.Ordinal);
    }

    // A grain with an invalid key would fail, answer an empty state and log an error.
    private static string? Validate(string grain, string key)
    {
        string name = grain[(grain.LastIndexOf('.') + 1)..];
        if (!name.EndsWith(Grain, StringComparison.Ordinal) || !Enum.TryParse(name[..^Grain.Length], out NodeType type))
        {
            return null;
        }

        try
        {
            NodeId.Parse(type, key);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = DashboardRoutes.Path,
    };

    private sealed class Refused(Problem problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => problem.WriteAsync(httpContext);
    }
}
