using ReplayGraph.Links;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>Drops the groups whose replays do not pass, and takes pages of the others, in order.</summary>
/// <param name="rows">The replays, by number.</param>
/// <param name="filter">What narrows them.</param>
/// <param name="now">The time.</param>
internal sealed class LinkRanking(IReadOnlyList<ReplayRow> rows, LinkFilter filter, Timestamp now)
{
    /// <summary>When the first of the replays expires that were looked at: until then time alone changes nothing of them.</summary>
    internal Timestamp FirstExpiry { get; private set; } = new(long.MaxValue);

    /// <summary>The groups that pass, in no order, with all of their evidence.</summary>
    internal List<LinkGroup> Pass(ReadOnlySpan<LinkGroup> groups)
    {
        var passed = new List<LinkGroup>(groups.Length);
        foreach (ref readonly LinkGroup group in groups)
        {
            ReplayRow row = rows[group.Replay];
            FirstExpiry = row.ExpiresAt > now && row.ExpiresAt < FirstExpiry ? row.ExpiresAt : FirstExpiry;
            Evidence evidence = group.Evidence | (group.Empty == Evidence.None ? Evidence.None : EvidenceWithoutEvents(row, group.Empty));
            if (evidence != Evidence.None && Passes(row))
            {
                passed.Add(group with { Evidence = evidence });
            }
        }

        return passed;
    }

    /// <summary>The page of groups that a query asks for.</summary>
    internal LinkPage Page(List<LinkGroup> passed, LookupQuery query)
    {
        // The worst of the best so far is at hand: most of the others are no better, and are done with at one look.
        var best = new PriorityQueue<int, int>(Comparer<int>.Create((a, b) => Compare(passed[b], passed[a], query.Sort)));
        int rest = 0;
        for (int i = 0; i < passed.Count; i++)
        {
            if (query.After is { } after && RankOf(passed[i], query.Sort).CompareTo(after) <= 0)
            {
                continue;
            }

            rest++;
            if (best.Count < query.Limit)
            {
                best.Enqueue(i, i);
            }
            else
            {
                best.EnqueueDequeue(i, i);
            }
        }

        var links = new Link[best.Count];
        Rank? last = best.Count > 0 && rest > best.Count ? RankOf(passed[best.Peek()], query.Sort) : null;
        for (int i = links.Length - 1; i >= 0; i--)
        {
            links[i] = ToLink(passed[best.Dequeue()]);
        }

        return new(links, passed.Count, last);
    }

    /// <summary>A group as answers show it.</summary>
    internal Link ToLink(in LinkGroup group)
    {
        ReplayRow row = rows[group.Replay];
        return new(
            row.Id, row.ProjectId, row.FateAt(now), row.StartedAt, row.FinishedAt,
            group.Evidence, group.Events, group.FirstSeen, group.LastSeen);
    }

    private Rank RankOf(in LinkGroup group, Sort sort) => sort == Sort.Best
        ? new(group.Evidence, group.Events, group.LastSeen, rows[group.Replay].Id)
        : new(Evidence.None, 0, group.LastSeen, rows[group.Replay].Id);

    // As ranks compare, but the replay is looked at only when all else is equal.
    private int Compare(in LinkGroup a, in LinkGroup b, Sort sort)
    {
        int order = sort == Sort.Best ? b.Evidence.CompareTo(a.Evidence) : 0;
        order = order != 0 || sort != Sort.Best ? order : b.Events.CompareTo(a.Events);
        order = order != 0 ? order : b.LastSeen.CompareTo(a.LastSeen);
        return order != 0 ? order : rows[a.Replay].Id.Value.CompareTo(rows[b.Replay].Id.Value);
    }

    private bool Passes(ReplayRow row) =>
        filter.Fates.Has(row.FateAt(now))
        && (filter.Visible is null || row.ProjectId.IsNone || filter.Visible.Contains(row.ProjectId))
        && (filter.Replay is null || row.Summary.Meets(filter.Replay, now));

    // Without an event, the replay itself has to be what the events' filter asks for.
    private Evidence EvidenceWithoutEvents(ReplayRow row, Evidence evidence) =>
        filter.Environments is null
        && filter.Where is null
        && (filter.Projects is null || filter.Projects.Contains(row.ProjectId))
        && (filter.Window.IsAll || (row.StartedAt < filter.Window.End && row.FinishedAt >= filter.Window.Start))
            ? evidence & filter.Evidence
            : Evidence.None;
}
