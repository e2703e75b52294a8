using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Problems;
using ReplayGraph.Explorer.Layout;

namespace ReplayGraph.Explorer.Access;

/// <summary>The form that takes a token, and the way out.</summary>
internal sealed class SignIn(PageAccess access)
{
    private const int MaxBody = 8192;

    /// <summary>The form.</summary>
    /// <param name="context">The request.</param>
    /// <param name="returnTo">The page to show afterwards, as path and query.</param>
    /// <param name="error">What was wrong with the last token; null if there was none.</param>
    /// <param name="scope">The scope that the page needs.</param>
    internal static IResult Page(HttpContext context, string returnTo, string? error, string scope = "read") => PageResult.Of<SignInPage>(
        context,
        StatusCodes.Status401Unauthorized,
        (nameof(SignInPage.ReturnTo), returnTo),
        (nameof(SignInPage.Error), error),
        (nameof(SignInPage.Scope), scope));

    /// <summary>Takes a token from the form.</summary>
    internal async Task<IResult> TakeAsync(HttpContext context)
    {
        if (!SameOrigin.Sent(context.Request) || !context.Request.HasFormContentType || context.Request.ContentLength is not <= MaxBody)
        {
            return Foreign(context);
        }

        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string token = form["token"].ToString().Trim();
        string returnTo = LocalOrHome(form["return_to"].ToString());
        if (access.Reject(context, token) is { } error)
        {
            return Page(context, returnTo, error);
        }

        access.Cookie.Write(context, token);
        return TypedResults.LocalRedirect(returnTo);
    }

    /// <summary>Forgets the token.</summary>
    internal IResult Leave(HttpContext context)
    {
        if (!SameOrigin.Sent(context.Request))
        {
            return Foreign(context);
        }

        SignInCookie.Delete(context);
        return TypedResults.LocalRedirect("/");
    }

    // A path of this site: one that begins with two slashes, or with a slash and a backslash, names another host.
    private static string LocalOrHome(string path) => path is ['/'] or ['/', not ('/' or '\\'), ..] ? path : "/";

    /// <summary>The answer to a form that no page of ours sent.</summary>
    internal static IResult Foreign(HttpContext context) =>
        ProblemPages.Of(context, Problem.Forbidden("The form was not sent by a page of this site."));
}
