namespace ReplayGraph.Api.Problems;

/// <summary>A feature of requests whose answers people read: a problem is answered as a page.</summary>
public interface IProblemPage
{
    /// <summary>Writes the problem as the answer.</summary>
    Task WriteAsync(HttpContext context, Problem problem);
}
