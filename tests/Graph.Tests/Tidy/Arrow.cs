namespace ReplayGraph.Graph.Tests.Tidy;

/// <summary>A use of one folder's types by another folder of the same project.</summary>
/// <param name="Project">The project, as <c>Api</c>.</param>
/// <param name="From">The folder that uses, relative to the project; <c>root</c> for the project's own folder.</param>
/// <param name="To">The folder that is used.</param>
/// <param name="Place">The first place that does, as <c>path:line using X</c>.</param>
internal sealed record Arrow(string Project, string From, string To, string Place)
{
    /// <summary>The arrow without its place, as <c>Api: Problems -> Sentry</c>.</summary>
    public string Name => $"{Project}: {From} -> {To}";
}
