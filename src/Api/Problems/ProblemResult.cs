namespace ReplayGraph.Api.Problems;

/// <summary>A problem as the result of an endpoint.</summary>
public sealed class ProblemResult(Problem problem) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => problem.WriteAsync(httpContext);
}
