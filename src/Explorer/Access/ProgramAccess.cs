using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Explorer.Access;

/// <summary>
/// Admits admins to what shows the program itself, such as a dashboard: people by the explorer's sign-in, programs by a token in
/// <c>Authorization</c>.
/// </summary>
/// <param name="options">The organizations and their tokens.</param>
public sealed class ProgramAccess(ReplayGraphOptions options)
{
    private readonly Authorizer _authorizer = new(options.Organizations);
    private readonly PageAccess _pages = new(options);

    /// <summary>The caller; null if it may not see the program.</summary>
    /// <param name="context">The request.</param>
    /// <param name="refusal">For a browser the form that takes a token, else the problem; null if there is a caller.</param>
    public Caller? Admit(HttpContext context, out IResult? refusal)
    {
        string? token = _pages.TokenOf(context);
        Caller? caller = _authorizer.AdmitToProgram(context, token, out Problem? problem);
        refusal = caller is not null ? null
            : AcceptHeader.PrefersHtml(context.Request) && problem!.Status is 401 or 403
                ? SignIn.Page(context, context.Request.Path + context.Request.QueryString, token is null ? null : problem!.Detail, "admin")
                : new ProblemResult(problem!);
        return caller;
    }
}
