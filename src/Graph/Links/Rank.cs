namespace ReplayGraph.Links;

/// <summary>How answers are ordered.</summary>
public enum Sort : byte
{
    /// <summary>Stronger evidence before weaker, more events before fewer, later before earlier, then by id.</summary>
    Best = 0,

    /// <summary>Later before earlier, then by id.</summary>
    Recent = 1,
}

/// <summary>A link's place in an answer: a strict total order, so that a page can go on from the last rank that it saw.</summary>
public readonly record struct Rank(Evidence Evidence, int Events, Timestamp LastSeen, ReplayId ReplayId)
{
    /// <summary>The rank of a link. In <see cref="Sort.Recent"/> the first two do not count.</summary>
    public static Rank Of(in Link link, Sort sort) => Of(link.Evidence, link.Events, link.LastSeen, link.ReplayId, sort);

    /// <inheritdoc cref="Of(in Link, Sort)"/>
    public static Rank Of(Evidence evidence, int events, Timestamp lastSeen, ReplayId id, Sort sort) =>
        sort == Sort.Best ? new(evidence, events, lastSeen, id) : new(Evidence.None, 0, lastSeen, id);

    /// <summary>Negative if this comes before the other in an answer.</summary>
    public int CompareTo(in Rank other)
    {
        int order = ((byte)other.Evidence).CompareTo((byte)Evidence);
        order = order != 0 ? order : other.Events.CompareTo(Events);
        order = order != 0 ? order : other.LastSeen.CompareTo(LastSeen);
        return order != 0 ? order : ReplayId.Value.CompareTo(other.ReplayId.Value);
    }
}
