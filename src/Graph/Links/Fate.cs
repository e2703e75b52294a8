namespace ReplayGraph.Links;

/// <summary>The state of a replay.</summary>
/// <remarks>The numbers are persisted and never change.</remarks>
public enum Fate : byte
{
    /// <summary>
    /// An event names it, but no segment has arrived: the tab was closed, a quota was exhausted, or an ad blocker interfered.
    /// </summary>
    Pending = 1,

    /// <summary>Segments have arrived, but not segment 0, without which a replay cannot be played.</summary>
    Partial = 2,

    /// <summary>Can be watched.</summary>
    Live = 3,

    /// <summary>Archived by a user.</summary>
    Archived = 4,

    /// <summary>Deleted permanently.</summary>
    Deleted = 5,

    /// <summary>Older than its retention.</summary>
    Expired = 6,
}

/// <summary>A set of fates.</summary>
[Flags]
public enum FateSet : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><see cref="Fate.Pending"/></summary>
    Pending = 1 << Fate.Pending,

    /// <summary><see cref="Fate.Partial"/></summary>
    Partial = 1 << Fate.Partial,

    /// <summary><see cref="Fate.Live"/></summary>
    Live = 1 << Fate.Live,

    /// <summary><see cref="Fate.Archived"/></summary>
    Archived = 1 << Fate.Archived,

    /// <summary><see cref="Fate.Deleted"/></summary>
    Deleted = 1 << Fate.Deleted,

    /// <summary><see cref="Fate.Expired"/></summary>
    Expired = 1 << Fate.Expired,

    /// <summary>All of them.</summary>
    Any = Pending | Partial | Live | Archived | Deleted | Expired,
}

/// <summary>Membership in a <see cref="FateSet"/>.</summary>
public static class Fates
{
    /// <summary>True if the set holds the fate.</summary>
    public static bool Has(this FateSet set, Fate fate) => (set & fate.AsSet()) != 0;

    /// <summary>The set of one fate.</summary>
    public static FateSet AsSet(this Fate fate) => (FateSet)(1 << (int)fate);
}
