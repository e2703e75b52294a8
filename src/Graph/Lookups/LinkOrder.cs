using ReplayGraph.Links;

namespace ReplayGraph.Lookups;

/// <summary>
/// The order of groups: that of <see cref="Rank"/>. The id of a replay, which is far away in memory, is read only when all else is equal.
/// </summary>
internal sealed class LinkOrder<TView>(TView view, Sort sort) : IComparer<LinkGroup>
    where TView : struct, IGraphView
{
    public int Compare(LinkGroup a, LinkGroup b)
    {
        if (sort == Sort.Best)
        {
            if (a.Evidence != b.Evidence)
            {
                return a.Evidence > b.Evidence ? -1 : 1;
            }

            if (a.Events != b.Events)
            {
                return a.Events > b.Events ? -1 : 1;
            }
        }

        int order = b.LastSeen.CompareTo(a.LastSeen);
        return order != 0 ? order : view.IdOf(a.Replay).Value.CompareTo(view.IdOf(b.Replay).Value);
    }

    /// <summary>The rank of a group.</summary>
    internal Rank RankOf(in LinkGroup group)
    {
        ReplayId id = view.IdOf(group.Replay);
        return sort == Sort.Best ? new(group.Evidence, group.Events, group.LastSeen, id) : new(Evidence.None, 0, group.LastSeen, id);
    }
}
