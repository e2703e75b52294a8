using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.Lookups;

/// <summary>Drops the groups whose replays do not pass a filter, and takes pages of the others, in order.</summary>
internal sealed class LinkRanking<TView>(TView view, LinkFilter filter)
    where TView : struct, IGraphView
{
    // Groups whose replays are read together.
    private const int Together = 32;

    private readonly Timestamp _now = view.Expiry.Now;

    /// <summary>The earliest expiry among unexpired replays: until then time alone changes none of them.</summary>
    internal Timestamp FirstExpiry { get; private set; } = new(long.MaxValue);

    /// <summary>Whether a replay of a page was dropped while it was ranked: the page must then be computed again.</summary>
    internal bool HasLostReplay { get; private set; }

    /// <summary>Moves the groups that pass to the front, unordered, with all of their evidence.</summary>
    /// <returns>How many passed.</returns>
    internal int Pass(Span<LinkGroup> groups)
    {
        int count = 0;
        Timestamp firstExpiry = FirstExpiry;
        for (int i = 0; i < groups.Length; i++)
        {
            if (i % Together == 0)
            {
                _ = Touch(groups[i..Math.Min(i + Together, groups.Length)]);
            }

            ref LinkGroup group = ref groups[i];
            ReplayHead replay = view.HeadOf(group.Replay);
            firstExpiry = replay.ExpiresAt > _now && replay.ExpiresAt < firstExpiry ? replay.ExpiresAt : firstExpiry;
            group.Evidence |= group.Shared | (group.Empty == Evidence.None ? Evidence.None : EvidenceWithoutEvents(replay, group.Empty));
            if (group.Evidence != Evidence.None && Passes(group.Replay, replay))
            {
                groups[count++] = group;
            }
        }

        FirstExpiry = firstExpiry;
        return count;
    }

    /// <summary>A page of unordered groups, which it reorders.</summary>
    internal LinkPage Page(Span<LinkGroup> passed, LookupQuery query)
    {
        var order = new LinkOrder<TView>(view, query.Sort);
        Span<LinkGroup> rest = query.After is { } after ? passed[..KeepAfter(passed, after, order)] : passed;
        int count = Math.Min(query.Limit, rest.Length);
        Select.First(rest, count, order);
        return Of(rest, 0, count, passed.Length, order);
    }

    /// <summary>A page of ordered groups.</summary>
    internal LinkPage PageOfSorted(ReadOnlySpan<LinkGroup> sorted, LookupQuery query)
    {
        var order = new LinkOrder<TView>(view, query.Sort);
        int from = 0;
        if (query.After is { } after)
        {
            int high = sorted.Length;
            while (from < high)
            {
                int middle = (from + high) >>> 1;
                (from, high) = order.RankOf(sorted[middle]).CompareTo(after) <= 0 ? (middle + 1, high) : (from, middle);
            }
        }

        return Of(sorted, from, Math.Min(query.Limit, sorted.Length - from), sorted.Length, order);
    }

    /// <summary>A group as answers show it.</summary>
    internal Link ToLink(in LinkGroup group)
    {
        ReplayHead replay = view.HeadOf(group.Replay);
        return new(
            view.IdOf(group.Replay), replay.ProjectId, replay.FateAt(_now), replay.StartedAt, replay.FinishedAt,
            group.Evidence, group.Events, group.FirstSeen, group.LastSeen);
    }

    // The cache misses of these replays overlap, while one group after the other would wait for its own. The result is not used.
    private long Touch(ReadOnlySpan<LinkGroup> groups)
    {
        long bits = 0;
        foreach (ref readonly LinkGroup group in groups)
        {
            bits ^= view.HeadOf(group.Replay).FinishedAt.Milliseconds;
        }

        return bits;
    }

    private static int KeepAfter(Span<LinkGroup> groups, in Rank after, LinkOrder<TView> order)
    {
        int kept = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            if (order.RankOf(groups[i]).CompareTo(after) > 0)
            {
                groups[kept++] = groups[i];
            }
        }

        return kept;
    }

    private LinkPage Of(ReadOnlySpan<LinkGroup> groups, int from, int count, int total, LinkOrder<TView> order)
    {
        var links = new Link[count];
        for (int i = 0; i < count; i++)
        {
            links[i] = ToLink(groups[from + i]);
            HasLostReplay |= links[i].ReplayId.IsNone;
        }

        bool more = count > 0 && from + count < groups.Length;
        return new LinkPage(links, total, more ? order.RankOf(groups[from + count - 1]) : null);
    }

    private bool Passes(ReplayRef number, in ReplayHead replay) =>
        !replay.IsDropped
        && filter.Fates.Has(replay.FateAt(_now))
        && replay.IsVisibleTo(filter.Visible)
        && (filter.Replay is null || view.SummaryOf(number).Meets(filter.Replay, _now));

    // Without an event, the replay itself has to pass the event filter.
    private Evidence EvidenceWithoutEvents(in ReplayHead replay, Evidence evidence) =>
        filter.Environments is null
        && filter.Where is null
        && (filter.Projects is null || filter.Projects.Contains(replay.ProjectId))
        && (filter.Window.IsAll || (replay.StartedAt < filter.Window.End && replay.FinishedAt >= filter.Window.Start))
            ? evidence & filter.Evidence
            : Evidence.None;
}
