using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Services;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Home;

/// <summary>
/// Reads what the start page lists from the last replays: what is in them is what has a replay, and reading them costs the same however large
/// the graph is.
/// </summary>
internal sealed class RecentReader(PageServices services, Site site)
{
    // A replay with more events than this is of one error again and again.
    private const int Replays = 50, EventsOfEach = 50, MostNodes = 15;

    internal async Task<Recent> ReadAsync()
    {
        var query = new LatestReplaysQuery { Visible = site.Caller.Projects, Limit = Replays };
        IReadOnlyList<ReplayView> replays = await services.RunAsync(
            cancel => services.Graph.LatestReplaysAsync(site.Caller.Organization, query, cancel));
        NeighbourPage[] pages = await Task.WhenAll(replays.Select(EventsOfAsync));
        EventView[] events = [.. pages.SelectMany(page => page.Items).Select(one => one.Event).OfType<EventView>()];
        return new(
            replays,
            await CountAsync(events.Where(one => !one.IssueId.IsNone).Select(one => (NodeKey.Of(one.IssueId), one.Timestamp))),
            await CountAsync(events.Where(one => one.Transaction is not null).Select(one => (NodeKey.OfTransaction(one.Transaction!), one.Timestamp))),
            replays.Count == 0 && !await AnyAsync(NodeKind.Issue) && !await AnyAsync(NodeKind.Transaction));
    }

    private Task<NeighbourPage> EventsOfAsync(ReplayView replay)
    {
        var query = new NeighbourQuery(NodeKey.Of(replay.ReplayId), NodeKind.Event) { Visible = site.Caller.Projects, Limit = EventsOfEach };
        return services.RunAsync(cancel => services.Graph.NeighboursAsync(site.Caller.Organization, query, cancel));
    }

    private async Task<IReadOnlyList<RecentNode>> CountAsync(IEnumerable<(NodeKey Node, Timestamp Time)> seen)
    {
        (NodeKey Node, Timestamp LastSeen)[] latest =
        [
            .. seen.GroupBy(one => one.Node, (node, times) => (Node: node, LastSeen: times.Max(one => one.Time)))
                .OrderByDescending(one => one.LastSeen).ThenBy(one => one.Node.Id, StringComparer.Ordinal)
                .Take(MostNodes),
        ];
        LinkPage[] links = await Task.WhenAll(latest.Select(one => services.FirstLinkAsync(site, one.Node)));
        IReadOnlyDictionary<IssueId, string> titles = await services.TitlesAsync(
            site, [.. latest.Where(one => one.Node.Kind == NodeKind.Issue).Select(one => one.Node.Issue)]);
        return [.. latest.Zip(links, (one, page) => new RecentNode(one.Node, one.LastSeen, page.Total, TitleOf(one.Node)))];

        string? TitleOf(NodeKey node) => node.Kind == NodeKind.Issue ? titles.GetValueOrDefault(node.Issue) : null;
    }

    private async Task<bool> AnyAsync(NodeKind kind) => (await services.KnownKeysAsync(site, kind, prefix: "", limit: 1)).Count > 0;
}
