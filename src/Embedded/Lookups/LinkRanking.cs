using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>Drops the groups whose replays do not pass, and takes pages of the others, in order.</summary>
internal readonly struct LinkRanking(OrganizationNodes nodes, LinkFilter filter, Timestamp now)
{
    /// <summary>The groups that pass, in no order.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="validUntil">When the first of their replays expires: until then time alone changes nothing.</param>
    internal Candidate[] Pass(ReadOnlySpan<LinkGroup> groups, out Timestamp validUntil)
    {
        var candidates = new Candidate[groups.Length];
        Array.Resize(ref candidates, Pass(groups, candidates, out validUntil));
        return candidates;
    }

    /// <inheritdoc cref="Pass(ReadOnlySpan{LinkGroup}, out Timestamp)"/>
    /// <param name="groups">The groups.</param>
    /// <param name="candidates">Takes those that pass; as many as there are groups.</param>
    /// <param name="validUntil">When the first of their replays expires.</param>
    /// <returns>How many passed.</returns>
    internal int Pass(ReadOnlySpan<LinkGroup> groups, Span<Candidate> candidates, out Timestamp validUntil)
    {
        validUntil = new(long.MaxValue);
        int count = 0;
        foreach (ref readonly LinkGroup group in groups)
        {
            ReplayState replay = nodes.Replay(group.Replay).State;
            ReplaySummary summary = replay.Summary;
            Evidence evidence = group.Evidence | (group.Empty == Evidence.None ? Evidence.None : EvidenceWithoutEvents(summary, group.Empty));
            if (evidence != Evidence.None && !replay.Id.IsNone && Passes(summary))
            {
                candidates[count++] = new Candidate
                {
                    Replay = group.Replay,
                    Events = group.Events,
                    First = group.First,
                    Last = group.Last,
                    Evidence = evidence,
                };
                validUntil = summary.ExpiresAt < validUntil ? summary.ExpiresAt : validUntil;
            }
        }

        return count;
    }

    /// <summary>A page of candidates in any order, which are put into another order.</summary>
    internal LinkPage Page(Span<Candidate> candidates, LookupQuery query)
    {
        Span<Candidate> rest = candidates;
        if (query.After is { } after)
        {
            rest = rest[..KeepAfter(rest, after, query.Sort)];
        }

        int count = Math.Min(query.Limit, rest.Length);
        var order = new CandidateOrder(nodes, query.Sort);
        Select.First(rest, count, order);
        return Of(rest, 0, count, candidates.Length, query.Sort);
    }

    /// <summary>A page of candidates that are in order already.</summary>
    internal LinkPage PageOfSorted(ReadOnlySpan<Candidate> sorted, LookupQuery query)
    {
        int from = 0;
        if (query.After is { } after)
        {
            int high = sorted.Length;
            while (from < high)
            {
                int middle = (from + high) >>> 1;
                (from, high) = sorted[middle].RankIn(nodes, query.Sort).CompareTo(after) <= 0 ? (middle + 1, high) : (from, middle);
            }
        }

        return Of(sorted, from, Math.Min(query.Limit, sorted.Length - from), sorted.Length, query.Sort);
    }

    private LinkPage Of(ReadOnlySpan<Candidate> candidates, int from, int count, int total, Sort sort)
    {
        var links = new Link[count];
        for (int i = 0; i < count; i++)
        {
            links[i] = candidates[from + i].ToLink(nodes, now);
        }

        bool more = count > 0 && from + count < candidates.Length;
        return new LinkPage(links, total, more ? candidates[from + count - 1].RankIn(nodes, sort) : null);
    }

    private int KeepAfter(Span<Candidate> candidates, in Rank after, Sort sort)
    {
        int kept = 0;
        for (int i = 0; i < candidates.Length; i++)
        {
            if (candidates[i].RankIn(nodes, sort).CompareTo(after) > 0)
            {
                candidates[kept++] = candidates[i];
            }
        }

        return kept;
    }

    private bool Passes(ReplaySummary summary) =>
        filter.Fates.Has(summary.FateAt(now))
        && (filter.Visible is null || summary.ProjectId.IsNone || filter.Visible.Contains(summary.ProjectId))
        && (filter.Replay is null || summary.Meets(filter.Replay, now));

    // Without an event, the replay itself has to be what the events' filter asks for.
    private Evidence EvidenceWithoutEvents(ReplaySummary summary, Evidence evidence) =>
        filter.Environments is null
        && filter.Where is null
        && (filter.Projects is null || filter.Projects.Contains(summary.ProjectId))
        && (filter.Window.IsAll || (summary.StartedAt < filter.Window.End && summary.FinishedAt >= filter.Window.Start))
            ? evidence & filter.Evidence
            : Evidence.None;
}
