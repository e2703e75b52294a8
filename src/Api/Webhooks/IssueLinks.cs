using ReplayGraph.Api.Http;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Webhooks;

/// <summary>Finds links as the page of an issue shows them to a caller with the projects of a webhook.</summary>
internal sealed class IssueLinks(IGraph graph, Deadlines deadlines)
{
    // Of replays that started between the first and the last that are looked for.
    private const int MaxPages = 10;

    /// <summary>The links of an issue with some replays, latest first. Replays that the page does not show are left out.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="issue">The issue.</param>
    /// <param name="replays">The replays, and when they started.</param>
    internal async Task<IReadOnlyList<Link>> FindAsync(
        Webhook webhook, IssueId issue, IReadOnlyDictionary<ReplayId, Timestamp> replays)
    {
        if (replays.Count == 0)
        {
            return [];
        }

        Timestamp first = replays.Values.Min(), last = replays.Values.Max();
        var query = new LookupQuery
        {
            Keys = [NodeKey.Of(issue)],
            Filter = new() { Visible = webhook.Projects, Replay = new() { Started = new(first, new(last.Milliseconds + 1)) } },
            Sort = Sort.Recent,
            Limit = LookupQuery.MaxLimit,
        };
        var found = new List<Link>();
        for (int pages = 0; pages < MaxPages && found.Count < replays.Count; pages++)
        {
            LookupQuery ask = query;
            LinkPage page = await deadlines.RunAsync(cancel => graph.LookupAsync(webhook.Organization, ask, cancel));
            found.AddRange(page.Links.Where(link => replays.ContainsKey(link.ReplayId)));
            if (page.Next is null)
            {
                break;
            }

            query = query with { After = page.Next };
        }

        return found;
    }
}
