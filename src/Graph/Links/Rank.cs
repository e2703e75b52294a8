namespace ReplayGraph.Links;

/// <summary>How answers are ordered.</summary>
public enum Sort : byte
{
    /// <summary>Stronger evidence before weaker, more events before fewer, later before earlier, then by id.</summary>
    Best = 0,

    /// <summary>Later before earlier, then by id.</summary>
    Recent = 1,
}

/// <summary>
/// A link's position in an answer. The order is strict and total, so a page can continue after the last rank of the page before.
/// </summary>
public readonly record struct Rank(Evidence Evidence, int Events, Timestamp LastSeen, ReplayId ReplayId)
{
    /// <summary>The rank of a link. <see cref="Sort.Recent"/> ignores the first two fields.</summary>
    public static Rank Of(in Link link, Sort sort) => Of(link.Evidence, link.Events, link.LastSeen, link.ReplayId, sort);

    /// <inheritdoc cref="Of(in Link, Sort)"/>
    public static Rank Of(Evidence evidence, int events, Timestamp lastSeen, ReplayId id, Sort sort) =>
        sort == Sort.Best ? new(evidence, events, lastSeen, id) : new(Evidence.None, 0, lastSeen, id);

    /// <summary>Negative if this comes before the other in an answer.</summary>
    public int CompareTo(in Rank other)
    {
        // Most links of an answer have the same evidence.
        int order = other.Evidence == Evidence
            ? 0
            : EvidenceKinds.Strength(other.Evidence).CompareTo(EvidenceKinds.Strength(Evidence));
        order = order != 0 ? order : other.Events.CompareTo(Events);
        order = order != 0 ? order : other.LastSeen.CompareTo(LastSeen);
        return order != 0 ? order : ReplayId.Value.CompareTo(other.ReplayId.Value);
    }
}
