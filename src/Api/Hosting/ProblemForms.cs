using ReplayGraph.Api.Problems;
using ReplayGraph.Api.Sentry;

namespace ReplayGraph.Api.Hosting;

/// <summary>Answers problems in the form of the request: as a page, in Sentry's form on Sentry-compatible routes, or as JSON.</summary>
public static class ProblemForms
{
    /// <summary>Writes the problem as the answer.</summary>
    public static Task AnswerAsync(HttpContext context, Problem problem) =>
        context.Features.Get<IProblemPage>() is { } page ? page.WriteAsync(context, problem)
        : context.Request.Path.StartsWithSegments("/api", out PathString rest) && rest.Value is ['/', >= '0' and <= '9', ..]
            ? WriteForSentryAsync(context, problem)
            : problem.WriteAsync(context);

    private static Task WriteForSentryAsync(HttpContext context, Problem problem)
    {
        Cors.Allow(context.Response);
        return problem.WriteDetailAsync(context);
    }
}
