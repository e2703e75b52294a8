using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Explorer.Layout;

/// <summary>
/// Answers problems as pages: below <c>/explore</c> always, and at other paths where a browser asks. What programs call stays JSON, whoever
/// asks.
/// </summary>
internal sealed class ProblemPages : IProblemPage
{
    private static readonly ProblemPages _only = new();

    private static readonly PathString[] _forPrograms = ["/api", "/healthz", "/metrics", "/openapi"];

    /// <summary>Marks the requests whose problems are pages.</summary>
    internal static Task MarkAsync(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        bool isPage = request.Path.StartsWithSegments("/explore")
            || (AcceptHeader.PrefersHtml(request) && !_forPrograms.Any(path => request.Path.StartsWithSegments(path)));
        if (isPage)
        {
            context.Features.Set<IProblemPage>(_only);
        }

        return next(context);
    }

    /// <summary>The page, with the status and the headers of the problem.</summary>
    internal static IResult Of(HttpContext context, Problem problem)
    {
        problem.Begin(context);
        bool mayRetry = problem.RetryAfter > 0 && HttpMethods.IsGet(context.Request.Method);
        return PageResult.Of<ErrorPage>(
            context,
            problem.Status,
            (nameof(ErrorPage.Title), problem.Title),
            (nameof(ErrorPage.Detail), problem.Detail),
            (nameof(ErrorPage.Retry), mayRetry ? context.Request.Path + context.Request.QueryString : null));
    }

    public Task WriteAsync(HttpContext context, Problem problem) => Of(context, problem).ExecuteAsync(context);
}
