using ReplayGraph.Links;

namespace ReplayGraph.Lookups;

/// <summary>Orders groups as <see cref="Rank"/> does. Reads the id of a replay, a likely cache miss, only to break ties.</summary>
internal readonly struct LinkOrder<TView>(TView view, Sort sort) : IComparer<LinkGroup>
    where TView : struct, IGraphView
{
    public int Compare(LinkGroup a, LinkGroup b)
    {
        int order = WithoutId(a).CompareTo(WithoutId(b));
        return order != 0 ? order : RankOf(a).CompareTo(RankOf(b));
    }

    /// <summary>The rank of a group.</summary>
    internal Rank RankOf(in LinkGroup group) => Rank.Of(group.Evidence, group.Events, group.LastSeen, view.IdOf(group.Replay), sort);

    private Rank WithoutId(in LinkGroup group) => Rank.Of(group.Evidence, group.Events, group.LastSeen, default, sort);
}
