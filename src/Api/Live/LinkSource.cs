using ReplayGraph.Api.Http;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Live;

/// <summary>The replays of an issue or a transaction name.</summary>
/// <param name="graph">The graph.</param>
/// <param name="deadlines">Limits the duration of queries.</param>
/// <param name="topic">The topic.</param>
/// <param name="visible">The projects that the caller may see; null: all.</param>
/// <param name="json">Writes a link.</param>
internal sealed class LinkSource(
    IGraph graph, Deadlines deadlines, LiveTopic topic, IReadOnlySet<ProjectId>? visible, Func<Link, string> json) : ILiveSource
{
    // Reads without the probe after a page that the graph did not cache: it changes too often, or has few links.
    private const int ReadsWithoutProbe = 8;

    // The page that issue pages ask for. Graphs cache it, so the same instance shows that nothing has changed.
    private readonly LookupQuery _probe = new() { Keys = [topic.Node] };

    private readonly LookupQuery _latest = new()
    {
        Keys = [topic.Node],
        Filter = visible is null ? LinkFilter.None : new() { Visible = visible },
        Sort = Sort.Recent,
        Limit = LiveState.MaxItems,
    };

    private LinkPage? _probed;
    private int _skip;

    public async ValueTask<LiveState> ReadAsync(LiveState? last)
    {
        if (visible is null && --_skip < 0)
        {
            LinkPage page = await LookupAsync(_probe);
            if (last is not null && ReferenceEquals(page, _probed))
            {
                return last;
            }

            _probed = page.IsCached ? page : null;
            _skip = page.IsCached ? 0 : ReadsWithoutProbe;
        }

        // After the probe: what changes in between makes the next probe another instance.
        LinkPage latest = await LookupAsync(_latest);
        LiveItem[] items = [.. latest.Links.Select(link => LiveItem.Of(link))];
        return new(items, latest.Total, latest.Next is null, index => json(latest.Links[index]));
    }

    private Task<LinkPage> LookupAsync(LookupQuery query) =>
        deadlines.RunAsync(cancel => graph.LookupAsync(topic.Organization, query, cancel));
}
