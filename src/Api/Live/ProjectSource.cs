using ReplayGraph.Api.Http;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Live;

/// <summary>The replays of a project that started last.</summary>
/// <param name="graph">The graph.</param>
/// <param name="deadlines">Limits the duration of queries.</param>
/// <param name="topic">The topic.</param>
/// <param name="visible">The projects that the caller may see; null: all.</param>
/// <param name="json">Writes a replay.</param>
internal sealed class ProjectSource(
    IGraph graph, Deadlines deadlines, LiveTopic topic, IReadOnlySet<ProjectId>? visible, Func<ReplayView, string> json) : ILiveSource
{
    private readonly LatestReplaysQuery _latest = new()
    {
        Projects = new HashSet<ProjectId> { topic.Project },
        Visible = visible,
        Limit = LiveState.MaxItems,
    };

    public async ValueTask<LiveState> ReadAsync(LiveState? last)
    {
        IReadOnlyList<ReplayView> replays = await deadlines.RunAsync(
            cancel => graph.LatestReplaysAsync(topic.Organization, _latest, cancel));
        LiveItem[] items = [.. replays.Select(LiveItem.Of)];
        return new(items, total: null, isComplete: items.Length < LiveState.MaxItems, index => json(replays[index]));
    }
}
