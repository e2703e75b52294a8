using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.Problems;
using ReplayGraph.Explorer.Layout;

namespace ReplayGraph.Explorer.Access;

/// <summary>
/// Authorizes requests for pages as the API does: by the token in the cookie, or in <c>Authorization</c>. Where a person has to sign in
/// first, the answer is the form.
/// </summary>
/// <param name="options">The organizations and their tokens.</param>
/// <param name="dashboard">The path of a dashboard of the program; null if it has none.</param>
internal sealed class PageAccess(ReplayGraphOptions options, string? dashboard = null)
{
    private readonly Authorizer _authorizer = new(options.Organizations);

    /// <summary>Whether everyone on this machine may do everything, without signing in.</summary>
    internal bool IsOpen => options.IsOpen;

    internal SignInCookie Cookie { get; } = new(options.Organizations);

    /// <summary>The site as the caller sees it; null if the caller may not see it.</summary>
    /// <param name="context">The request; its route names the organization.</param>
    /// <param name="now">The time.</param>
    /// <param name="needed">The scope that the page needs.</param>
    /// <param name="refusal">The page that says why; null if there is a site.</param>
    internal Site? Admit(HttpContext context, Timestamp now, Scopes needed, out IResult? refusal)
    {
        string? token = TokenOf(context);
        Caller? caller = _authorizer.Admit(context, needed, out Problem? problem, token);
        refusal = caller is null ? Refuse(context, problem!) : null;
        return caller is null ? null : new(caller, token is not null, now) { Dashboard = dashboard };
    }

    /// <summary>The organization of the caller; null if it may not see any.</summary>
    internal OrganizationId? OrganizationOf(HttpContext context, out IResult? refusal)
    {
        OrganizationId? organization = _authorizer.OrganizationOf(context, TokenOf(context), out Problem? problem);
        refusal = organization is null ? Refuse(context, problem!) : null;
        return organization;
    }

    /// <summary>Why a token does not open the pages; null if it does.</summary>
    internal string? Reject(HttpContext context, string token)
    {
        _ = _authorizer.OrganizationOf(context, token, out Problem? problem);
        return problem?.Detail;
    }

    /// <summary>The token of a person who has signed in; null if there is none, or if the request has one in its header.</summary>
    internal string? TokenOf(HttpContext context) =>
        options.IsOpen || context.Request.Headers.Authorization.Count > 0 ? null : Cookie.Read(context.Request);

    private static IResult Refuse(HttpContext context, Problem problem) => problem.Status == StatusCodes.Status401Unauthorized
        ? SignIn.Page(context, context.Request.Path + context.Request.QueryString, error: null)
        : ProblemPages.Of(context, problem);
}
