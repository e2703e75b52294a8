using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>Turns groups into links: drops those whose replays do not pass, ranks the others, and takes a page of them.</summary>
internal readonly struct LinkRanking(OrganizationNodes nodes, LinkFilter filter, Timestamp now)
{
    internal List<Link> Rank(ReadOnlySpan<LinkGroup> groups, Sort sort)
    {
        var links = new List<Link>(groups.Length);
        foreach (ref readonly LinkGroup group in groups)
        {
            ReplayState replay = nodes.Replay(group.Replay).State;
            ReplaySummary summary = replay.Summary;
            Evidence evidence = group.Evidence | (group.Empty == Evidence.None ? Evidence.None : EvidenceWithoutEvents(summary, group.Empty));
            if (evidence != Evidence.None && Passes(summary, out Fate fate))
            {
                bool isEmpty = group.Events == 0;
                links.Add(new Link(
                    replay.Id, summary.ProjectId, fate, summary.StartedAt, summary.FinishedAt, evidence, group.Events,
                    isEmpty ? default : new(group.First), isEmpty ? default : new(group.Last)));
            }
        }

        links.Sort((a, b) => Links.Rank.Of(a, sort).CompareTo(Links.Rank.Of(b, sort)));
        return links;
    }

    internal static LinkPage Page(List<Link> ranked, LookupQuery query)
    {
        int from = query.After is { } after ? FirstAfter(ranked, after, query.Sort) : 0;
        int count = Math.Min(query.Limit, ranked.Count - from);
        bool more = from + count < ranked.Count;
        return new LinkPage(
            ranked.GetRange(from, count), ranked.Count, more && count > 0 ? Links.Rank.Of(ranked[from + count - 1], query.Sort) : null);
    }

    private static int FirstAfter(List<Link> ranked, in Rank after, Sort sort)
    {
        int low = 0, high = ranked.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (Links.Rank.Of(ranked[middle], sort).CompareTo(after) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private bool Passes(ReplaySummary summary, out Fate fate)
    {
        fate = summary.FateAt(now);
        return filter.Fates.Has(fate)
            && (filter.Visible is null || summary.ProjectId.IsNone || filter.Visible.Contains(summary.ProjectId))
            && (filter.Replay is null || summary.Meets(filter.Replay, now));
    }

    // Without an event, the replay itself has to be what the events' filter asks for.
    private Evidence EvidenceWithoutEvents(ReplaySummary summary, Evidence evidence) =>
        filter.Environments is null
        && filter.Where is null
        && (filter.Projects is null || filter.Projects.Contains(summary.ProjectId))
        && (filter.Window.IsAll || (summary.StartedAt < filter.Window.End && summary.FinishedAt >= filter.Window.Start))
            ? evidence & filter.Evidence
            : Evidence.None;
}
